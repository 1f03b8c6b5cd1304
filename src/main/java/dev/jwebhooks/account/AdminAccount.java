package dev.jwebhooks.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The account that may do everything. It has no endpoint, so it is made here and never through the API. */
@Component
public class AdminAccount {
    private final JdbcClient jdbc;
    private final Clock clock;

    public AdminAccount(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes {@code admin} where there is no admin, and gives its keys; of instances that start together, one does. */
    public Optional<AdminKeys> createIfMissing() {
        Keys keys = Keys.random();
        int created = jdbc.sql("""
            insert into accounts (id, username, api_key_hash, secret_key, signing_secret, is_admin, epoch)
            select :id, 'admin', :hash, :secret, :signing, true, :now
            where not exists (select from accounts where is_admin)
            on conflict (username) do nothing
            """)
                .param("id", UUID.randomUUID())
                .param("hash", keys.apiKeyHash())
                .param("secret", keys.secretKey())
                .param("signing", keys.signingSecret().text())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return created == 1 ? Optional.of(new AdminKeys(keys.secretKey(), keys.apiKey())) : Optional.empty();
    }
}
