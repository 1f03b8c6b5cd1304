package dev.jwebhooks.account;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.CallerAuthenticator;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks an api key. Every call of the API passes here, so a good key is one indexed row by plain SQL and one SHA-256,
 * and nothing is cached: a key that was reset or an account that was deleted is refused by all instances at once.
 */
@Component
class AccountAuthenticator implements CallerAuthenticator {
    private final JdbcClient jdbc;
    private final ImportedKeys importedKeys;

    AccountAuthenticator(JdbcClient jdbc, ImportedKeys importedKeys) {
        this.jdbc = jdbc;
        this.importedKeys = importedKeys;
    }

    @Override
    public Optional<Caller> authenticate(String username, String apiKey) {
        Optional<Credentials> found = find(username);
        String hash = found.filter(credentials -> !credentials.areImported())
                .map(Credentials::apiKeyHash)
                .orElse(ApiKeyHash.NOBODYS);
        boolean matches = ApiKeyHash.matches(apiKey, hash) || importedKeys.accept(found, apiKey);
        return found.filter(_ -> matches).map(Credentials::caller);
    }

    private Optional<Credentials> find(String username) {
        // Postgres has no text with U+0000, and answers the question with an error.
        if (username.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return jdbc.sql("select id, api_key_hash, is_admin from accounts where username = ?")
                .param(username)
                .query((row, _) -> new Credentials(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)))
                .optional();
    }
}
