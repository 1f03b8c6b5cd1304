package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Moment;
import dev.jwebhooks.web.QueryValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are asked for; null stands for any.
 *
 * @param account of those one receives, whose webhook it was; of those of one's webhooks, who received it
 * @param since when made, or of those of one's webhooks when fired, at the earliest
 * @param until the same, and not then any more
 */
record DeliveryFilter(
        Set<DeliveryStatus> statuses,
        @Nullable String event,
        @Nullable UUID registration,
        @Nullable UUID triggered,
        @Nullable UUID account,
        Instant since,
        Instant until) {
    /** But for the time as SQL, of a row {@code t} of triggered webhooks; needs the {@link #parameters}. */
    static final String OF_TRIGGER = """
        (:event::text is null or t.event = :event)
        and (:registration::uuid is null or t.registration_id = :registration)
        and (:triggered::uuid is null or t.id = :triggered)
        """;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** From the parameters of a call. */
    static DeliveryFilter of(Map<String, String> parameters) {
        String since = parameters.get("since");
        String until = parameters.get("until");
        return new DeliveryFilter(
                DeliveryStatus.parse(parameters.get("status")),
                QueryValue.text("event", parameters.get("event")),
                QueryValue.id("registration_id", parameters.get("registration_id")),
                QueryValue.id("triggered_id", parameters.get("triggered_id")),
                QueryValue.id("account_id", parameters.get("account_id")),
                since == null ? FIRST : Moment.parse("since", since),
                until == null ? LAST : Moment.parse("until", until));
    }

    /** Whether it lets everything through, so that no more has to be looked at than is shown. */
    boolean isOpen() {
        return statuses.size() == DeliveryStatus.values().length
                && event == null
                && registration == null
                && triggered == null
                && account == null;
    }

    Map<String, @Nullable Object> parameters(Instant now) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("now", now.atOffset(ZoneOffset.UTC));
        parameters.put("statuses", statuses.stream().map(DeliveryStatus::text).toArray(String[]::new));
        parameters.put("event", event);
        parameters.put("registration", registration);
        parameters.put("triggered", triggered);
        parameters.put("account", account);
        parameters.put("since", since.atOffset(ZoneOffset.UTC));
        parameters.put("until", until.atOffset(ZoneOffset.UTC));
        return parameters;
    }
}
