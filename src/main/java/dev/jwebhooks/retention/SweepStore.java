package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.delivery.Lease;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is over though no partition goes with it, a batch at a time. */
@Component
class SweepStore {
    private final JdbcClient jdbc;

    SweepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the order of messages by their age. */
    record Place(Instant epoch, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * Looks at so many messages from before then, and removes those that no delivery needs and no fan-out will make one
     * of; the place it came to, which is the same where there are none.
     */
    Place removeMessages(Place after, Instant before, int most) {
        return jdbc.sql("""
            with looked as materialized (
                select id, epoch from triggered_webhooks
                where epoch < :before and (epoch, id) > (:epoch, :id)
                order by epoch, id limit :most
            ), removed as (
                delete from triggered_webhooks where id = any(array(
                    select id from looked l
                    where not exists (select from deliveries d where d.triggered_id = l.id)
                      and not exists (select from fan_outs f where f.triggered_id = l.id)
                ))
            )
            select epoch, id from looked order by epoch desc, id desc limit 1
            """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("epoch", after.epoch().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("most", most)
                .query((row, _) -> new Place(
                        row.getObject("epoch", OffsetDateTime.class).toInstant(), row.getObject("id", UUID.class)))
                .optional()
                .orElse(after);
    }

    /**
     * Lets some of what waits for accounts that were deleted meanwhile go on, and so be skipped; how many.
     *
     * @param kind {@link Lease#IS_PARKED} or {@link Lease#IS_PACED}
     */
    int releaseThoseOfNobody(String kind, Instant now, int most) {
        // What waits for accounts that are there is never read.
        return jdbc.sql(Lease.withAccountsOf(kind) + """
            , nobody as (
                select account_id from waiting w
                where not exists (select from accounts a where a.id = w.account_id)
            ), left_over as materialized (
                select d.id from nobody cross join lateral (
                    select id from deliveries
                    where account_id = nobody.account_id and %1$s
                    order by id limit :most
                ) d
                limit :most
            )
            update deliveries d set next_attempt_at = :now
            from left_over where d.id = left_over.id and %2$s
            """.formatted(kind, DeliveryIds.within("left_over")))
                .param("after", Place.FIRST.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    /** Removes recoveries that ended and began before then; how many. */
    int removeRecoveries(Instant before, int most) {
        return jdbc.sql("""
            delete from recoveries where id = any(array(
                select id from recoveries where state <> 'running' and epoch < :before limit :most
            ))
            """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
