package dev.jwebhooks.schema;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.util.unit.DataSize;

/** What tests of schemas call them with, and what they are answered. */
final class SchemaCalls {
    private static final DataSize USUAL_CACHE = DataSize.ofKilobytes(512);

    private SchemaCalls() {}

    static EventSchemas schemas(Duration timeout) {
        return schemas(timeout, USUAL_CACHE);
    }

    static EventSchemas schemas(Duration timeout, DataSize cache) {
        return new EventSchemas(new SchemaSettings(DataSize.ofKilobytes(64), 250_000, timeout, cache));
    }

    static JsonValue json(String text) {
        try {
            return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJson invalid) {
            throw new AssertionError(text, invalid);
        }
    }

    /** The refusal of a call, or null where it was not refused. */
    static Refused refused(ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call);
    }
}
