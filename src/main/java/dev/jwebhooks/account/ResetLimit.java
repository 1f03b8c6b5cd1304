package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts resets of an account's api key, by the hour that began with the first of them. Asking for one is open to
 * strangers, and each costs the account's endpoint a request. The count stands in Postgres, so all instances share it.
 */
@Component
class ResetLimit {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final AccountSettings settings;
    private final Clock clock;

    ResetLimit(JdbcClient jdbc, AccountSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts one more, or refuses it with 429 and the time until the hour is over. */
    void countOne(UUID accountId) {
        Instant now = clock.instant();
        if (!counted(accountId, now)) {
            throw Refused.tooMany(
                    "Too many key resets for this account; try again when Retry-After is over",
                    untilNext(accountId, now));
        }
    }

    private boolean counted(UUID accountId, Instant now) {
        return jdbc.sql("""
            insert into key_reset_windows as w (account_id, started_at, resets) values (:account, :now, 1)
            on conflict (account_id) do update set
                started_at = case when w.started_at <= :expired then :now else w.started_at end,
                resets = case when w.started_at <= :expired then 1 else w.resets + 1 end
            where w.started_at <= :expired or w.resets < :limit
            """)
                        .param("account", accountId)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("expired", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                        .param("limit", settings.resetsPerHour())
                        .update()
                > 0;
    }

    private Duration untilNext(UUID accountId, Instant now) {
        return jdbc.sql("select started_at from key_reset_windows where account_id = ?")
                .param(accountId)
                .query(OffsetDateTime.class)
                .optional()
                .map(startedAt -> Duration.between(now, startedAt.toInstant().plus(WINDOW)))
                .orElse(Duration.ofSeconds(1));
    }
}
