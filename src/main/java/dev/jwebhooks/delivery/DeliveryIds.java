package dev.jwebhooks.delivery;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The ids of new deliveries: UUIDs of version 7 (RFC 9562, section 5.7), so that new rows and their index entries lie
 * together and an id tells when it was made. Postgres has no function for them before version 18, so a prefix is laid
 * over a random UUID.
 */
public final class DeliveryIds {
    private static final int LESS_THAN_A_MILLISECOND = 999_999;

    /** As SQL, another one for each row; needs the parameter {@code prefix}. */
    public static final String SQL = "overlay(gen_random_uuid()::text placing :prefix from 1)::uuid";

    private DeliveryIds() {}

    /** No delivery made then or later has a smaller id, and none made before a larger one. */
    public static UUID least(Instant moment) {
        return new UUID(Math.max(0, moment.toEpochMilli()) << 16, 0);
    }

    /**
     * All deliveries made before then have smaller ids. So have those of the rest of a millisecond that has begun then:
     * ids do not tell them apart.
     */
    public static UUID end(Instant moment) {
        return least(moment.plusNanos(LESS_THAN_A_MILLISECOND));
    }

    /**
     * A condition in SQL: that {@code d.id} is between the ids of a materialized CTE. Beside a join with it this
     * changes nothing but how many partitions of {@code deliveries} are read: only those of these ids' time.
     */
    public static String within(String cte) {
        return "d.id between (select id from %1$s order by id limit 1) and (select id from %1$s order by id desc limit 1)"
                .formatted(cte);
    }

    /** The prefix of ids that are made then. */
    public static String prefix(Instant now) {
        String time = HexFormat.of().toHexDigits(now.toEpochMilli(), 12);
        return time.substring(0, 8) + "-" + time.substring(8) + "-7";
    }
}
