package dev.jwebhooks.deliverylog;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.jwebhooks.web.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a delivery stands. */
enum DeliveryStatus {
    /** Its next attempt is due at a time that is told. */
    PENDING,
    /** It is on its way to an attempt, or in one. */
    DELIVERING,
    SUCCEEDED,
    /** Its last attempt failed: the schedule is spent, or the endpoint answered 410. */
    FAILED,
    /** It was never to be sent; the reason is told. */
    SKIPPED;

    /** As SQL, of a row {@code d} of deliveries; needs the parameter {@code now}. */
    static final String SQL = """
        case when d.state = 'pending' and d.leased and d.next_attempt_at > :now then 'delivering' else d.state end
        """;

    private static final String NAMES =
            Arrays.stream(values()).map(DeliveryStatus::text).collect(Collectors.joining(", "));

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryStatus of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Refused.badRequest("Invalid status parameter: one or more of " + NAMES));
    }

    /** One or more, with commas between them; all where there is no parameter. */
    static Set<DeliveryStatus> parse(@Nullable String parameter) {
        return parameter == null
                ? EnumSet.allOf(DeliveryStatus.class)
                : Arrays.stream(parameter.split(",", -1))
                        .map(DeliveryStatus::of)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeliveryStatus.class)));
    }
}
