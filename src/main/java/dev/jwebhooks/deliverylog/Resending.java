package dev.jwebhooks.deliverylog;

import dev.jwebhooks.account.DisabledEndpoints;
import dev.jwebhooks.delivery.AttemptLimit;
import dev.jwebhooks.delivery.DueSoon;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes a delivery due at once, whatever became of it, with the whole schedule of attempts before it. */
@Component
class Resending {
    private final JdbcClient jdbc;
    private final LoggedDeliveries deliveries;
    private final DisabledEndpoints disabled;
    private final DueSoon dueSoon;
    private final Clock clock;

    Resending(JdbcClient jdbc, LoggedDeliveries deliveries, DisabledEndpoints disabled, DueSoon dueSoon, Clock clock) {
        this.jdbc = jdbc;
        this.deliveries = deliveries;
        this.disabled = disabled;
        this.dueSoon = dueSoon;
        this.clock = clock;
    }

    /**
     * The delivery as it is then. It keeps its id, by which its receiver may know it. One that waits for its next
     * attempt gets it at once, and its schedule goes on; one that is being delivered is left to that.
     *
     * @throws Refused 404 and 401 as for looking at it, 409 where it was attempted too often or its endpoint is
     *     disabled
     */
    DeliveryView resend(UUID id, Caller caller) {
        DeliveryView before = deliveries.find(id, caller);
        if (before.attemptCount() >= AttemptLimit.MOST) {
            throw Refused.conflict(
                    "The delivery was attempted %d times and is not sent again: fire its webhook once more"
                            .formatted(before.attemptCount()));
        }
        disabled.refuse(before.accountId());
        Instant now = clock.instant();
        int changed = jdbc.sql("""
            with ended as (
                select * from deliveries where id = :id and state <> 'pending' for update
            ), kept as (
                -- The attempt that succeeded becomes one of several.
                insert into attempts (delivery_id, number, started_at, took_ms, status, answer)
                select id, attempts, started_at, took_ms, status, answer from ended where took_ms is not null
            )
            update deliveries d
            set state = 'pending', next_attempt_at = :now, reason = null,
                schedule_from = case when d.state = 'pending' then d.schedule_from else d.attempts end,
                started_at = null, took_ms = null, status = null, answer = null
            where d.id = :id and (d.id in (select id from ended) or d.state = 'pending' and not d.leased)
            """)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (changed == 0) {
            return before;
        }
        dueSoon.tell();
        return before.dueAt(now);
    }
}
