package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Admins of the dump that are here already, made by a first start or {@code --initdb} under the same name and another
 * id. The one that is here stays as it is, with the keys that were printed; what the dump's owns becomes its own.
 */
final class MergedAdmins {
    private final JdbcClient jdbc;
    private final Map<UUID, UUID> merged = new HashMap<>();

    MergedAdmins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether an account whose name is taken is an admin, and taken by an admin. */
    boolean take(DumpedAccount account) {
        if (account.admin()) {
            jdbc.sql("select id from accounts where username = ? and is_admin")
                    .param(account.username())
                    .query(UUID.class)
                    .optional()
                    .ifPresent(here -> merged.put(account.id(), here));
        }
        return merged.containsKey(account.id());
    }

    /** The account that an id of the dump means. */
    UUID owner(UUID accountId) {
        return merged.getOrDefault(accountId, accountId);
    }
}
