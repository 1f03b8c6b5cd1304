package dev.jwebhooks.signing;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys in the table {@code accounts}, as calls of the API read them. */
@Component
class SigningStore {
    private final JdbcClient jdbc;

    SigningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AccountKeys> find(UUID accountId) {
        return jdbc.sql("select secret_key, signing_secret from accounts where id = ?")
                .param(accountId)
                .query((row, _) -> AccountKeys.read(row))
                .optional();
    }
}
