package dev.jwebhooks.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.jwebhooks.web.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What there are notices of. */
enum NoticeEvent {
    /** An endpoint gets nothing more: it answered 410, or failed too often in a row. */
    ENDPOINT_DISABLED("jwebhooks.endpoint.disabled"),

    /** An endpoint that was disabled, or held as it failed again and again, answers. */
    ENDPOINT_RECOVERED("jwebhooks.endpoint.recovered"),

    /** A delivery is given up: it failed as often as its schedule has it, or the endpoint answered 410. */
    DELIVERY_EXHAUSTED("jwebhooks.delivery.exhausted");

    private static final List<String> NAMES =
            Arrays.stream(values()).map(NoticeEvent::text).toList();

    private final String text;

    NoticeEvent(String text) {
        this.text = text;
    }

    @JsonValue
    String text() {
        return text;
    }

    /** @throws Refused 400 where there is none of that name */
    static NoticeEvent of(String text) {
        return Arrays.stream(values())
                .filter(event -> event.text.equals(text))
                .findFirst()
                .orElseThrow(() -> Refused.badRequest(
                        "The field events must be a list of " + NAMES.stream().collect(Collectors.joining(", "))));
    }
}
