package dev.jwebhooks.signing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The keys in the table {@code accounts}, as calls of the API read and change them. */
@Component
class SigningStore {
    private final JdbcClient jdbc;

    SigningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AccountKeys> find(UUID accountId) {
        return jdbc.sql("""
            select secret_key, signing_secret, retiring_keys, retiring_until from accounts where id = ?
            """)
                .param(accountId)
                .query((row, _) -> KeyColumns.read(row))
                .optional();
    }

    /** Writes what the change makes of an account's keys, one change after the other; empty where there is none. */
    @Transactional
    public Optional<AccountKeys> change(UUID accountId, UnaryOperator<AccountKeys> change) {
        jdbc.sql("select from accounts where id = ? for no key update")
                .param(accountId)
                .query()
                .listOfRows();
        Optional<AccountKeys> changed = find(accountId).map(change);
        changed.ifPresent(keys -> write(accountId, keys));
        return changed;
    }

    private void write(UUID accountId, AccountKeys keys) {
        List<RetiringKey> retiring = keys.retiring();
        jdbc.sql("""
            update accounts set signing_secret = :secret,
                retiring_keys = nullif(:keys::text[], '{}'), retiring_until = nullif(:until::timestamptz[], '{}')
            where id = :id
            """)
                .param("id", accountId)
                .param("secret", keys.secret().text())
                .param("keys", retiring.stream().map(key -> key.key().text()).toArray(String[]::new))
                .param(
                        "until",
                        retiring.stream().map(key -> key.until().toString()).toArray(String[]::new))
                .update();
    }
}
