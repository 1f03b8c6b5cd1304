package dev.jwebhooks.registration;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.JsonBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller changes of a registration.
 *
 * @param description null to leave it as it is
 * @param changesSchema whether the schema changes
 * @param schema what it changes to; null for none
 */
record Changes(
        @Nullable String description,
        boolean changesSchema,
        @Nullable JsonValue schema) {
    /** Without a schema, which clients of PyWebhooks do not know, the description has to be there. */
    static Changes from(JsonBody body) {
        boolean changesSchema = body.has("event_schema");
        Optional<JsonValue> schema = body.optional("event_schema");
        if (changesSchema && body.optional("description").isEmpty()) {
            return new Changes(null, true, schema.orElse(null));
        }
        String description = NewRegistration.checkedDescription(body.text("description", "Description field missing"));
        return new Changes(description, changesSchema, schema.orElse(null));
    }
}
