package dev.jwebhooks.signing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys as a row of the table {@code accounts} has them. */
public final class KeyColumns {
    private KeyColumns() {}

    /**
     * From the columns {@code secret_key}, {@code pywebhooks_signature}, {@code signing_secret}, {@code ed25519_key},
     * {@code retiring_keys} and {@code retiring_until}.
     */
    public static AccountKeys read(ResultSet row) throws SQLException {
        return new AccountKeys(
                row.getString("secret_key"),
                row.getBoolean("pywebhooks_signature"),
                new SigningSecret(row.getString("signing_secret")),
                ed25519(row),
                retiring(row));
    }

    private static @Nullable Ed25519Key ed25519(ResultSet row) throws SQLException {
        String text = row.getString("ed25519_key");
        return text == null ? null : new Ed25519Key(text);
    }

    private static List<RetiringKey> retiring(ResultSet row) throws SQLException {
        if (row.getArray("retiring_keys") == null) {
            return List.of();
        }
        String[] texts = (String[]) row.getArray("retiring_keys").getArray();
        Timestamp[] ends = (Timestamp[]) row.getArray("retiring_until").getArray();
        List<RetiringKey> keys = new ArrayList<>(texts.length);
        for (int i = 0; i < texts.length; i++) {
            keys.add(new RetiringKey(SigningKey.of(texts[i]), ends[i].toInstant()));
        }
        return keys;
    }
}
