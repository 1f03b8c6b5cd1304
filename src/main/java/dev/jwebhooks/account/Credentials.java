package dev.jwebhooks.account;

import dev.jwebhooks.web.Caller;
import java.util.UUID;

/** What is stored of an account to check its key by. */
record Credentials(UUID accountId, String apiKeyHash, boolean admin) {
    boolean areImported() {
        return WerkzeugHash.isOne(apiKeyHash);
    }

    Caller caller() {
        return new Caller(accountId, admin);
    }

    /** Keeps hashes out of logs. */
    @Override
    public String toString() {
        return "Credentials[of " + accountId + "]";
    }
}
