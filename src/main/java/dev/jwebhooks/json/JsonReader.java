package dev.jwebhooks.json;

import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body of strict JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>): UTF-8 without flaw, one
 * value with nothing after it, {@value #DEEPEST} levels at most, no {@code NaN}, no half of a surrogate pair. Numbers
 * are read as Python's <a href="https://docs.python.org/3/library/json.html">json</a> does: integers of any size,
 * others as doubles.
 *
 * <p>What is kept of a body is at most {@value #MOST_TIMES_ITS_SIZE} times its size, whatever is in it: of the texts
 * and numbers that are short, and of what is empty, there is one each, and no container is larger than its content.
 */
public final class JsonReader {
    static final int DEEPEST = 100;

    /** Reached by arrays of one array each. */
    static final int MOST_TIMES_ITS_SIZE = 20;

    private static final JsonObject NO_MEMBERS = new JsonObject(Map.of());
    private static final JsonArray NO_ITEMS = new JsonArray(List.of());
    private static final int LONGEST_SHARED = 4;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            // The table of known names refuses bodies whose keys collide in it, and gains nothing on strangers' keys.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // The size of the body is the limit of what is in it.
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final Map<String, JsonText> shortTexts = new HashMap<>();
    private final Map<String, JsonNumber> shortNumbers = new HashMap<>();

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The value that these bytes are.
     *
     * @throws InvalidJson if they are anything else
     */
    public static JsonValue read(byte[] utf8) throws InvalidJson {
        String text = StrictUtf8.decode(utf8);
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
            return read(text, parser);
        }
    }

    private static JsonValue read(String text, JsonParser parser) throws InvalidJson {
        try {
            return new JsonReader(parser).document();
        } catch (JacksonException refusal) {
            throw new Diagnosis(text, parser, refusal).invalidJson();
        }
    }

    private JsonValue document() throws InvalidJson {
        if (parser.nextToken() == null) {
            throw new InvalidJson("The body is empty where a JSON value is expected");
        }
        JsonValue value = value();
        if (parser.nextToken() != null) {
            throw refuse("The body goes on after its JSON value");
        }
        return value;
    }

    private JsonValue value() throws InvalidJson {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            default -> throw new IllegalStateException("No value begins with " + parser.currentToken());
        };
    }

    private JsonObject object() throws InvalidJson {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return NO_MEMBERS;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
            String key = text().text();
            parser.nextToken();
            members.put(key, value());
        }
        return new JsonObject(members);
    }

    private JsonArray array() throws InvalidJson {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return NO_ITEMS;
        }
        List<JsonValue> items = new ArrayList<>();
        for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
            items.add(value());
        }
        return new JsonArray(items);
    }

    private JsonText text() throws InvalidJson {
        String text = parser.getString();
        if (hasHalfPair(text)) {
            throw refuse("The body has half of a surrogate pair in the text");
        }
        return text.length() <= LONGEST_SHARED ? shortTexts.computeIfAbsent(text, JsonText::new) : new JsonText(text);
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
                return true;
            }
        }
        return false;
    }

    private JsonNumber number() throws InvalidJson {
        String written = parser.getString();
        JsonNumber known = shortNumbers.get(written);
        if (known != null) {
            return known;
        }
        JsonNumber number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? integer(written) : real(written);
        if (written.length() <= LONGEST_SHARED) {
            shortNumbers.put(written, number);
        }
        return number;
    }

    /** The digits as they came: through a BigInteger, a million of them would take minutes. */
    private static JsonNumber integer(String digits) {
        return new JsonNumber(digits.equals("-0") ? "0" : digits);
    }

    private JsonNumber real(String written) throws InvalidJson {
        double number = Double.parseDouble(written);
        if (Double.isInfinite(number)) {
            throw refuse("The body has a number out of range");
        }
        return new JsonNumber(PythonFloat.repr(number));
    }

    private InvalidJson refuse(String complaint) {
        return InvalidJson.at(parser.currentTokenLocation(), complaint);
    }
}
