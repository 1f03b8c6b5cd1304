package dev.jwebhooks.json;

import dev.jwebhooks.json.JsonValue.JsonArray;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON character for character as Python's <a
 * href="https://docs.python.org/3/library/json.html#json.dumps">json.dumps</a> does with its default arguments. The
 * result is ASCII.
 */
public final class PythonJson {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder out = new StringBuilder();

    private PythonJson() {}

    /** What {@code json.dumps} returns for the value. */
    public static String dumps(JsonValue value) {
        PythonJson json = new PythonJson();
        json.write(value);
        return json.out.toString();
    }

    private void write(JsonValue value) {
        switch (value) {
            case JsonObject(var members) -> writeObject(members);
            case JsonArray(var items) -> writeArray(items);
            case JsonText(var text) -> writeText(text);
            case JsonNumber(var python) -> out.append(python);
            case JsonBoolean(var bool) -> out.append(bool);
            case JsonNull.NULL -> out.append("null");
        }
    }

    private void writeObject(Map<String, JsonValue> members) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            out.append(separator);
            writeText(member.getKey());
            out.append(": ");
            write(member.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private void writeArray(List<JsonValue> items) {
        out.append('[');
        String separator = "";
        for (JsonValue item : items) {
            out.append(separator);
            write(item);
            separator = ", ";
        }
        out.append(']');
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            writeCharacter(text.charAt(i));
        }
        out.append('"');
    }

    private void writeCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> writeOther(c);
        }
    }

    /** Python writes from the space to the tilde as they are; so U+007F, though ASCII, is escaped. */
    private void writeOther(char c) {
        if (c >= ' ' && c <= '~') {
            out.append(c);
            return;
        }
        out.append("\\u");
        HEX.toHexDigits(out, (byte) (c >> Byte.SIZE));
        HEX.toHexDigits(out, (byte) c);
    }
}
