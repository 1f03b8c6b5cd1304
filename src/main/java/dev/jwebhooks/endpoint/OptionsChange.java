package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryLimits;
import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.outbound.Header;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a call changes of how an account wants its deliveries: a field that is absent stays, null is as for everybody.
 */
final class OptionsChange {
    private static final int MOST_WAITS = 20;
    private static final int MOST_PER_SECOND = 10_000;
    private static final List<String> FIELDS =
            List.of("retry_schedule", "request_timeout", "deliveries_per_second", "headers");

    private final DeliveryLimits limits;

    OptionsChange(DeliveryLimits limits) {
        this.limits = limits;
    }

    /** @throws Refused 400 for a body that changes nothing, or beyond the limits */
    UnaryOperator<DeliveryOptions> of(JsonBody body) {
        if (FIELDS.stream().noneMatch(body::has)) {
            throw Refused.badRequest("Missing field: one of " + String.join(", ", FIELDS));
        }
        List<Duration> waits = body.optional("retry_schedule").map(this::waits).orElse(null);
        Duration timeout = body.optional("request_timeout").map(this::timeout).orElse(null);
        Integer perSecond = body.optional("deliveries_per_second")
                .map(OptionsChange::perSecond)
                .orElse(null);
        List<Header> headers =
                body.optional("headers").map(CustomHeaders::parse).orElse(List.of());
        return before -> new DeliveryOptions(
                body.has("retry_schedule") ? waits : before.waits(),
                body.has("request_timeout") ? timeout : before.requestTimeout(),
                body.has("deliveries_per_second") ? perSecond : before.perSecond(),
                body.has("headers") ? headers : before.headers());
    }

    private List<Duration> waits(JsonValue value) {
        if (!(value instanceof JsonArray(List<JsonValue> items)) || items.size() > MOST_WAITS) {
            throw Refused.badRequest(
                    "The field retry_schedule must be a list of up to %d durations".formatted(MOST_WAITS));
        }
        return items.stream().map(this::wait).toList();
    }

    private Duration wait(JsonValue value) {
        return within("retry_schedule", value, limits.shortestWait(), limits.longestWait());
    }

    private Duration timeout(JsonValue value) {
        return within("request_timeout", value, Duration.ofMillis(10), limits.longestRequestTimeout());
    }

    private static Integer perSecond(JsonValue value) {
        if (value instanceof JsonNumber(String number) && number.matches("[0-9]{1,5}")) {
            int perSecond = Integer.parseInt(number);
            if (perSecond >= 1 && perSecond <= MOST_PER_SECOND) {
                return perSecond;
            }
        }
        throw Refused.badRequest("The field deliveries_per_second takes whole numbers from 1 to " + MOST_PER_SECOND);
    }

    private static Duration within(String field, JsonValue value, Duration least, Duration most) {
        Duration duration = DurationText.parse(field, value instanceof JsonText(String text) ? text : "");
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw Refused.badRequest("The field %s takes durations from %s to %s"
                    .formatted(field, DurationText.of(least), DurationText.of(most)));
        }
        return duration;
    }
}
