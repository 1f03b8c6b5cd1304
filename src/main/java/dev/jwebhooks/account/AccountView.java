package dev.jwebhooks.account;

import dev.jwebhooks.web.Epoch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it. */
record AccountView(
        String apiKey,
        @Nullable String endpoint,
        Epoch epoch,
        int failedCount,
        UUID id,
        boolean isAdmin,
        String secretKey,
        String username) {
    /** As its owner sees it later: the api key as its hash. */
    static AccountView of(Account account) {
        return of(account, account.apiKeyHash());
    }

    /** As it is shown once, when it is made: the api key in clear. */
    static AccountView ofNew(Account account, String apiKey) {
        return of(account, apiKey);
    }

    private static AccountView of(Account account, String apiKey) {
        return new AccountView(
                apiKey,
                account.endpoint(),
                Epoch.of(account.epoch()),
                account.failedCount(),
                account.id(),
                account.isAdmin(),
                account.secretKey(),
                account.username());
    }
}
