package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.DeliveryIds;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table in partitions of one stretch of time each, and a default one for rows of other times. */
enum TimedTable {
    // Each row is written two or more times within seconds and then never again: dead versions are cleared early, or
    // looking for what is due would walk over them.
    DELIVERIES(
            "deliveries",
            "id",
            "with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1)",
            Delivery.NEEDED.formatted("t")),
    // Asked for each row by itself: joined, all deliveries may be read for it.
    ATTEMPTS(
            "attempts",
            "delivery_id",
            "",
            "(select %s from deliveries d where d.id = t.delivery_id)".formatted(Delivery.NEEDED.formatted("d"))),
    // Each row is added to for a minute: without room in its page each time would cost an entry in the index.
    ATTEMPT_COUNTS("attempt_counts", "minute", "with (fillfactor = 60)", null);

    private final String table;
    private final String key;
    private final String storage;
    private final Optional<String> needed;

    TimedTable(String table, String key, String storage, @Nullable String needed) {
        this.table = table;
        this.key = key;
        this.storage = storage;
        this.needed = Optional.ofNullable(needed);
    }

    private static final class Delivery {
        /** That it is still to be made, or ended late. */
        static final String NEEDED = """
            (%1$s.next_attempt_at is not null and exists (select from accounts a where a.id = %1$s.account_id)
             or %1$s.started_at >= :since)
            """;
    }

    /** Its name in the database; its default partition has {@code _default} behind it. */
    String table() {
        return table;
    }

    /** The column that tells a row's time. */
    String key() {
        return key;
    }

    /** How its partitions are stored, as SQL; they do not take it from the table. */
    String storage() {
        return storage;
    }

    /**
     * Which rows are kept whatever their age, as a condition in SQL of a row {@code t}; needs the parameter
     * {@code since}, from when on what ended is kept. Empty where none are.
     */
    Optional<String> needed() {
        return needed;
    }

    /** The least key of that time or later, as a literal in SQL. */
    String bound(Instant time) {
        return "'%s'".formatted(this == ATTEMPT_COUNTS ? time : DeliveryIds.least(time));
    }

    /** As SQL, the time of a key that is there as text. */
    String timeOf(String text) {
        return this == ATTEMPT_COUNTS
                ? text + "::timestamptz"
                : "to_timestamp(('x' || left(translate(%s, '-', ''), 12))::bit(48)::bigint / 1000.0)".formatted(text);
    }
}
