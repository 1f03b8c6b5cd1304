package dev.jwebhooks.trigger;

import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids of deliveries: UUIDs of version 7 (RFC 9562, section 5.7), so that new rows and their index entries lie together
 * and an id tells when its webhook fired. Postgres has no function for them before version 18; the statement that makes
 * the rows lays this prefix over a random UUID.
 */
final class DeliveryIds {
    private DeliveryIds() {}

    static String prefix(Instant now) {
        String time = HexFormat.of().toHexDigits(now.toEpochMilli(), 12);
        return time.substring(0, 8) + "-" + time.substring(8) + "-7";
    }
}
