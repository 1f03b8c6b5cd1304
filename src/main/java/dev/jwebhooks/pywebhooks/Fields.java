package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonNumber;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.json.PythonJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A record's fields by what they must be. Fields that nobody asks for are of no matter. */
record Fields(Map<String, JsonValue> values) {
    // UUID.fromString also takes "1-1-1-1-1".
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** The first second of the year 10000, which neither Postgres' texts nor Python's dates go beyond. */
    private static final BigDecimal TOO_LATE = BigDecimal.valueOf(253_402_300_800L);

    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final int LONGEST_NUMBER = 40;
    private static final int MICROSECONDS = 6;

    UUID id(String name) throws Unfit {
        String text = text(name);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new Unfit(name + " is no UUID");
        }
        return UUID.fromString(text);
    }

    String text(String name) throws Unfit {
        if (!(present(name) instanceof JsonText(var text))) {
            throw new Unfit(name + " is no text");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Unfit(name + " has the character U+0000");
        }
        return text;
    }

    /** Empty where it is missing, null or a text of no characters: PyWebhooks' admin has such an endpoint. */
    Optional<String> optionalText(String name) throws Unfit {
        return isMissing(name) ? Optional.empty() : Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    /** Microseconds since 1970, which is as fine as Postgres keeps them. */
    long epoch() throws Unfit {
        BigDecimal seconds = number("epoch");
        if (seconds.signum() < 0 || seconds.compareTo(TOO_LATE) >= 0) {
            throw new Unfit("epoch is not between the years 1970 and 9999");
        }
        return seconds.setScale(MICROSECONDS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    /** 0 where it is missing: PyWebhooks' admin has none. */
    int count(String name) throws Unfit {
        BigDecimal count = isMissing(name) ? BigDecimal.ZERO : number(name);
        if (count.signum() < 0
                || count.compareTo(MOST) > 0
                || count.stripTrailingZeros().scale() > 0) {
            throw new Unfit(name + " is no count");
        }
        return count.intValueExact();
    }

    /** False where it is missing. */
    boolean flag(String name) throws Unfit {
        return switch (values.getOrDefault(name, JsonNull.NULL)) {
            case JsonBoolean(var value) -> value;
            case JsonNull.NULL -> false;
            default -> throw new Unfit(name + " is neither true nor false");
        };
    }

    /** Any value, null too, as {@code json.dumps} writes it. */
    String json(String name) throws Unfit {
        JsonValue value = values.get(name);
        if (value == null) {
            throw new Unfit(name + " is missing");
        }
        return PythonJson.dumps(value);
    }

    /** The id, whatever it is, to tell of a record by; empty where there is none. */
    String shownId() {
        return values.get("id") instanceof JsonText(var text) ? text.substring(0, Math.min(text.length(), 64)) : "";
    }

    private BigDecimal number(String name) throws Unfit {
        if (!(present(name) instanceof JsonNumber(var python))) {
            throw new Unfit(name + " is no number");
        }
        // Thousands of digits would take long to read.
        if (python.length() > LONGEST_NUMBER) {
            throw new Unfit(name + " is out of range");
        }
        return new BigDecimal(python);
    }

    private JsonValue present(String name) throws Unfit {
        if (isMissing(name)) {
            throw new Unfit(name + " is missing");
        }
        return values.getOrDefault(name, JsonNull.NULL);
    }

    private boolean isMissing(String name) {
        return values.getOrDefault(name, JsonNull.NULL) == JsonNull.NULL;
    }
}
