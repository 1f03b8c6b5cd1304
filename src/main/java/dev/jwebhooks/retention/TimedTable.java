package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.DeliveryIds;
import java.time.Instant;

/** A table in partitions of one stretch of time each, and a default one for rows of other times. */
enum TimedTable {
    // Each row is written two or more times within seconds and then never again: dead versions are cleared early, or
    // looking for what is due would walk over them.
    DELIVERIES(
            "deliveries",
            "id",
            "with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1)",
            "next_attempt_at is not null and exists (select from accounts a where a.id = account_id)"),
    ATTEMPTS("attempts", "delivery_id", "", "false"),
    // Each row is added to for a minute: without room in its page each time would cost an entry in the index.
    ATTEMPT_COUNTS("attempt_counts", "minute", "with (fillfactor = 60)", "false");

    private final String table;
    private final String key;
    private final String storage;
    private final String needed;

    TimedTable(String table, String key, String storage, String needed) {
        this.table = table;
        this.key = key;
        this.storage = storage;
        this.needed = needed;
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

    /** Which rows are kept whatever their age, as a condition in SQL. */
    String needed() {
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
