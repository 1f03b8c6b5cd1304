package dev.jwebhooks.notice;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Of what an account wants to be told.
 *
 * @param everyone of all accounts, and not of its own alone
 */
record Wish(Set<NoticeEvent> events, boolean everyone) {
    static Wish of(JsonBody body) {
        if (body.value("events") instanceof JsonArray(List<JsonValue> items)) {
            Set<NoticeEvent> events = EnumSet.noneOf(NoticeEvent.class);
            items.forEach(item -> events.add(event(item)));
            return new Wish(events, body.flag("everyone").orElse(false));
        }
        throw Refused.badRequest("The field events must be a list");
    }

    private static NoticeEvent event(JsonValue value) {
        return NoticeEvent.of(value instanceof JsonText(String text) ? text : "");
    }
}
