package dev.jwebhooks.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes rows that lie in no partition of time, a batch at a time. */
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
