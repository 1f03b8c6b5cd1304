package dev.jwebhooks.signing;

import java.sql.Types;
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
            select secret_key, pywebhooks_signature, signing_secret, ed25519_key, retiring_keys, retiring_until
            from accounts where id = ?
            """)
                .param(accountId)
                .query((row, _) -> KeyColumns.read(row))
                .optional();
    }

    /** What a change made of an account's keys. */
    record Changed(AccountKeys before, AccountKeys after) {
        boolean isAny() {
            return !before.equals(after);
        }
    }

    /** Makes a change of an account's keys, one after the other; empty where there is no such account. */
    @Transactional
    public Optional<Changed> change(UUID accountId, UnaryOperator<AccountKeys> change) {
        jdbc.sql("select from accounts where id = ? for no key update")
                .param(accountId)
                .query()
                .listOfRows();
        Optional<Changed> changed = find(accountId).map(before -> new Changed(before, change.apply(before)));
        changed.filter(Changed::isAny).ifPresent(any -> write(accountId, any.after));
        return changed;
    }

    private void write(UUID accountId, AccountKeys keys) {
        Ed25519Key ed25519 = keys.ed25519();
        List<RetiringKey> retiring = keys.retiring();
        jdbc.sql("""
            update accounts set pywebhooks_signature = :pywebhooks, signing_secret = :secret, ed25519_key = :ed25519,
                retiring_keys = nullif(:keys::text[], '{}'), retiring_until = nullif(:until::timestamptz[], '{}')
            where id = :id
            """)
                .param("id", accountId)
                .param("pywebhooks", keys.pywebhooksSignature())
                .param("secret", keys.secret().text())
                .param("ed25519", ed25519 == null ? null : ed25519.text(), Types.VARCHAR)
                .param("keys", retiring.stream().map(key -> key.key().text()).toArray(String[]::new))
                .param(
                        "until",
                        retiring.stream().map(key -> key.until().toString()).toArray(String[]::new))
                .update();
    }
}
