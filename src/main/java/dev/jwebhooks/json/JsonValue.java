package dev.jwebhooks.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>), immutable, with everything that Python
 * keeps when it reads and writes it: the order of keys and every digit of an integer.
 */
public sealed interface JsonValue {
    /**
     * An object, its members in order. A key that comes twice has its last value at its first place, as in Python's
     * {@code dict}.
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = members.size() > 1 ? ordered(members) : Map.copyOf(members);
        }

        /** Map.copyOf takes less, but would lose the order. */
        private static Map<String, JsonValue> ordered(Map<String, JsonValue> members) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** An array. */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** A string, unescaped. */
    record JsonText(String text) implements JsonValue {}

    /** A number, as the text that Python writes for it. */
    record JsonNumber(String python) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** {@code null}. */
    enum JsonNull implements JsonValue {
        NULL
    }
}
