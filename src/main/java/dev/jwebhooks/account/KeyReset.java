package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** New keys. They go to the account's endpoint, never into an answer, and replace the old ones once it took them. */
@Component
class KeyReset {
    private final AccountStore store;
    private final EndpointContact endpoints;
    private final ResetLimit limit;

    KeyReset(AccountStore store, EndpointContact endpoints, ResetLimit limit) {
        this.store = store;
        this.endpoints = endpoints;
        this.limit = limit;
    }

    /** Open to anyone who knows the username, by contract; hence the limit. */
    void resetApiKey(String username) {
        Account account = known(username);
        String endpoint = endpointOf(account);
        limit.countOne(account.id());
        String apiKey = RandomKey.next();
        send(endpoint, "api_key", apiKey);
        store.replaceApiKeyHash(account.id(), ApiKeyHash.of(apiKey));
    }

    void resetSecretKey(UUID accountId) {
        Account account = store.findById(accountId).orElseThrow(KeyReset::unknown);
        String secretKey = RandomKey.next();
        send(endpointOf(account), "secret_key", secretKey);
        store.replaceSecretKey(account.id(), secretKey);
    }

    private Account known(String username) {
        // Postgres has no text with U+0000, so no account has such a name.
        if (username.indexOf('\0') >= 0) {
            throw unknown();
        }
        return store.findByUsername(username).orElseThrow(KeyReset::unknown);
    }

    private static String endpointOf(Account account) {
        String endpoint = account.endpoint();
        if (endpoint == null) {
            throw Refused.notFound("Endpoint not found");
        }
        return endpoint;
    }

    private void send(String endpoint, String name, String key) {
        if (!endpoints.takes(endpoint, name, key)) {
            throw Refused.badRequest("Failed to contact the endpoint or wrong HTTP status code returned");
        }
    }

    private static Refused unknown() {
        return Refused.notFound("Username not found");
    }
}
