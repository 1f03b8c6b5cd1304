package dev.jwebhooks.registration;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.PythonJson;
import dev.jwebhooks.schema.EventSchemas;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What a caller registers.
 *
 * @param event sent as a header, hence visible ASCII alone, 1 to 255 characters; not of the service's own names
 * @param description for people
 * @param eventData what is sent when it fires, in the form of Python's {@code json.dumps}
 * @param eventSchema what all that is sent fits, in the same form; null for anything
 */
record NewRegistration(
        String event,
        String description,
        String eventData,
        @Nullable String eventSchema) {
    private static final int LONGEST_EVENT = 255;

    /** Of what the service itself sends: who receives an event knows by its name who says so. */
    private static final String OWN_EVENTS = "jwebhooks.";

    static NewRegistration from(JsonBody body, EventSchemas schemas) {
        String event = checkedEvent(body.text("event"));
        String description = checkedDescription(body.text("description"));
        JsonValue eventData = body.value("event_data");
        String eventSchema =
                body.optional("event_schema").map(schemas::accepted).orElse(null);
        if (eventSchema != null) {
            schemas.check(eventSchema, eventData);
        }
        return new NewRegistration(event, description, PythonJson.dumps(eventData), eventSchema);
    }

    static String checkedDescription(String description) {
        if (description.indexOf('\0') >= 0) {
            throw Refused.badRequest("The description must not contain the character U+0000");
        }
        return description;
    }

    private static String checkedEvent(String event) {
        if (event.isEmpty() || event.length() > LONGEST_EVENT || !event.chars().allMatch(NewRegistration::isVisible)) {
            throw Refused.badRequest(
                    "The event must have 1 to 255 characters of visible ASCII, as it is sent as a header");
        }
        if (event.startsWith(OWN_EVENTS)) {
            throw Refused.badRequest("The event must not begin with jwebhooks., as what the service itself tells does");
        }
        return event;
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7F;
    }
}
