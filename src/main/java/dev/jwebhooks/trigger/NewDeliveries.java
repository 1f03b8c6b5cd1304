package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.delivery.Lease;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The rows of new deliveries. */
final class NewDeliveries {
    /** One for each row of a {@code subscriber (triggered_id, account_id)}; needs the {@link #parameters}. */
    static final String INSERT = """
        insert into deliveries (id, triggered_id, account_id, next_attempt_at, leased)
        select %s, triggered_id, account_id, at, at = :until
        from (select triggered_id, account_id, %s as at from subscriber) due
        returning id, triggered_id, next_attempt_at
        """.formatted(DeliveryIds.SQL, Lease.NEXT_ATTEMPT_AT);

    private NewDeliveries() {}

    /** Those of {@link Lease#parameters}, and {@code prefix}. */
    static Map<String, Object> parameters(Lease lease, Instant now) {
        Map<String, Object> parameters = new HashMap<>(lease.parameters(now));
        parameters.put("prefix", DeliveryIds.prefix(now));
        return parameters;
    }
}
