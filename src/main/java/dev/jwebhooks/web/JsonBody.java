package dev.jwebhooks.web;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON object that a call brought, asked field by field so that each error names its field. */
public record JsonBody(JsonValue.JsonObject object) {
    /** A text; refused with {@code whenMissing} where it is absent or null, and named where it is no string. */
    public String text(String field, String whenMissing) {
        JsonValue value = present(field);
        if (value == null) {
            throw Refused.badRequest(whenMissing);
        }
        if (value instanceof JsonText(String text)) {
            return text;
        }
        throw Refused.badRequest("The field " + field + " must be a string");
    }

    /** A text as with {@link #text(String, String)}, with the usual words where it is missing. */
    public String text(String field) {
        return text(field, "Missing " + field + " field");
    }

    /** True or false, or empty where it is absent or null; named where it is anything else. */
    public Optional<Boolean> flag(String field) {
        JsonValue value = present(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonBoolean(boolean flag)) {
            return Optional.of(flag);
        }
        throw Refused.badRequest("The field " + field + " must be true or false");
    }

    /** Any value but null. */
    public JsonValue value(String field) {
        JsonValue value = present(field);
        if (value == null) {
            throw Refused.badRequest("Missing " + field + " field");
        }
        return value;
    }

    /** Any value but null, where there is one. */
    public Optional<JsonValue> optional(String field) {
        return Optional.ofNullable(present(field));
    }

    /** Whether the field is there, null or not. */
    public boolean has(String field) {
        return object.members().containsKey(field);
    }

    private @Nullable JsonValue present(String field) {
        JsonValue value = object.members().get(field);
        return value instanceof JsonNull ? null : value;
    }
}
