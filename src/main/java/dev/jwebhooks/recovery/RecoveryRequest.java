package dev.jwebhooks.recovery;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.web.IdText;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Moment;
import dev.jwebhooks.web.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent again.
 *
 * @param since when the delivery was made, at the earliest
 * @param until when it was made, and not then any more
 * @param statuses what became of it: {@code failed}, {@code skipped}, or both
 * @param registration of this webhook alone, or null for all
 */
record RecoveryRequest(
        Instant since,
        Instant until,
        Set<String> statuses,
        @Nullable UUID registration) {
    private static final List<String> RECOVERABLE = List.of("failed", "skipped");

    RecoveryRequest {
        if (!since.isBefore(until)) {
            throw Refused.badRequest("since must be before until");
        }
    }

    /** @param now until when, where it is not told */
    static RecoveryRequest of(JsonBody body, Instant now) {
        return new RecoveryRequest(
                moment("since", body.value("since")),
                body.optional("until").map(until -> moment("until", until)).orElse(now),
                body.optional("status").map(RecoveryRequest::statuses).orElse(Set.copyOf(RECOVERABLE)),
                body.optional("registration_id").map(RecoveryRequest::id).orElse(null));
    }

    private static Instant moment(String field, JsonValue value) {
        return switch (value) {
            case JsonText(String text) -> Moment.parse(field, text);
            case JsonNumber(String number) -> Moment.parse(field, number);
            default -> throw Refused.badRequest("The field " + field + " must be a string or a number");
        };
    }

    private static Set<String> statuses(JsonValue value) {
        if (value instanceof JsonArray(List<JsonValue> items) && !items.isEmpty()) {
            return Set.copyOf(
                    items.stream().map(RecoveryRequest::status).distinct().toList());
        }
        throw Refused.badRequest("The field status must be a list of failed, skipped, or both");
    }

    private static String status(JsonValue value) {
        if (value instanceof JsonText(String text) && RECOVERABLE.contains(text)) {
            return text;
        }
        throw Refused.badRequest("The field status must be a list of failed, skipped, or both");
    }

    private static UUID id(JsonValue value) {
        Optional<UUID> id = value instanceof JsonText(String text) ? IdText.parse(text) : Optional.empty();
        return id.orElseThrow(
                () -> Refused.badRequest("The field registration_id must be an id as the API gives them"));
    }
}
