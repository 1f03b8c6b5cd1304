package dev.jwebhooks.web;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a call that works without one, and for that never looked at it: what clients have sent along all the time
 * must go on to change nothing.
 */
public final class OptionalBody {
    static final OptionalBody NONE = new OptionalBody(new byte[0]);

    private final byte[] utf8;

    OptionalBody(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * The value of a field: empty where there is no body, where the body is no object with that field, and where it is
     * null. So a body that is no JSON has none; but one that has the field's name in it was meant to have it, and is
     * refused (400).
     */
    public Optional<JsonValue> value(String field) {
        if (utf8.length == 0) {
            return Optional.empty();
        }
        try {
            return valueOf(field, JsonReader.read(utf8));
        } catch (InvalidJson invalid) {
            if (mentions(field)) {
                throw Refused.badRequest(String.valueOf(invalid.getMessage()));
            }
            return Optional.empty();
        }
    }

    private static Optional<JsonValue> valueOf(String field, JsonValue body) {
        return body instanceof JsonObject(var members)
                ? Optional.ofNullable(members.get(field)).filter(value -> value != JsonNull.NULL)
                : Optional.empty();
    }

    private boolean mentions(String field) {
        return new String(utf8, StandardCharsets.ISO_8859_1).contains(field);
    }
}
