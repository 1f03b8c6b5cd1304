package dev.jwebhooks.schema;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON values as the trees of Jackson that the library checks. */
final class Trees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Arithmetic on a million of them would take minutes. */
    private static final int MOST_DIGITS = 1_000;

    private static final int DIGITS_OF_A_LONG = 18;

    private Trees() {}

    static JsonNode of(JsonValue value) {
        return switch (value) {
            case JsonObject(var members) -> object(members);
            case JsonArray(var items) -> array(items);
            case JsonText(var text) -> NODES.stringNode(text);
            case JsonNumber(var python) -> number(python);
            case JsonBoolean(var bool) -> NODES.booleanNode(bool);
            case JsonNull.NULL -> NODES.nullNode();
        };
    }

    private static ObjectNode object(Map<String, JsonValue> members) {
        ObjectNode object = NODES.objectNode();
        members.forEach((name, member) -> object.set(name, of(member)));
        return object;
    }

    private static ArrayNode array(List<JsonValue> items) {
        ArrayNode array = NODES.arrayNode(items.size());
        items.forEach(item -> array.add(of(item)));
        return array;
    }

    private static JsonNode number(String python) {
        if (python.length() > MOST_DIGITS) {
            throw new TooCostly("A number has more than " + MOST_DIGITS + " digits");
        }
        boolean whole = python.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (!whole) {
            return NODES.numberNode(new BigDecimal(python));
        }
        return python.length() <= DIGITS_OF_A_LONG
                ? NODES.numberNode(Long.parseLong(python))
                : NODES.numberNode(new BigInteger(python));
    }
}
