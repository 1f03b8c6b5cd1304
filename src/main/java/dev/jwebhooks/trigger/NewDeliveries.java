package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The rows of new deliveries. Their ids are UUIDs of version 7 (RFC 9562, section 5.7), so that new rows and their
 * index entries lie together and an id tells when its webhook fired. Postgres has no function for them before version
 * 18, so a prefix is laid over a random UUID.
 */
final class NewDeliveries {
    /** One for each row of a {@code subscriber (triggered_id, account_id)}; needs the {@link #parameters}. */
    static final String INSERT = """
        insert into deliveries (id, triggered_id, account_id, next_attempt_at, leased)
        select overlay(gen_random_uuid()::text placing :prefix from 1)::uuid, triggered_id, account_id, at, at = :until
        from (select triggered_id, account_id,
        """ + Lease.NEXT_ATTEMPT_AT + """
            as at from subscriber) due
        returning id, triggered_id, next_attempt_at
        """;

    private NewDeliveries() {}

    /** Those of {@link Lease#parameters}, and {@code prefix}. */
    static Map<String, Object> parameters(Lease lease, Instant now) {
        Map<String, Object> parameters = new HashMap<>(lease.parameters(now));
        parameters.put("prefix", prefix(now));
        return parameters;
    }

    private static String prefix(Instant now) {
        String time = HexFormat.of().toHexDigits(now.toEpochMilli(), 12);
        return time.substring(0, 8) + "-" + time.substring(8) + "-7";
    }
}
