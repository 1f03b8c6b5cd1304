package dev.jwebhooks.schema;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.PythonJson;
import dev.jwebhooks.schema.CompiledSchemas.Compiled;
import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Schemas of events. As many checks are made at once as there are processors: each is all computing, and holds its data
 * a second time while it lasts.
 */
@Component
@EnableConfigurationProperties(SchemaSettings.class)
public class EventSchemas {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SchemaSettings settings;
    private final CompiledSchemas compiled;
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    EventSchemas(SchemaSettings settings) {
        this.settings = settings;
        this.compiled = new CompiledSchemas(settings.cache().toBytes());
    }

    /**
     * The text of a schema that may be used, in the form of Python's {@code json.dumps}. Refuses (422) one that is too
     * large, is no valid schema, has a pattern that RE2 does not take, or refers to anything outside of itself.
     */
    public String accepted(JsonValue schema) {
        if (!(schema instanceof JsonObject || schema instanceof JsonBoolean)) {
            throw Refused.unprocessable("The event_schema must be a JSON Schema: an object or a boolean");
        }
        String text = PythonJson.dumps(schema);
        if (text.length() > settings.maxSize().toBytes()) {
            throw Refused.unprocessable(
                    "The event_schema is larger than " + settings.maxSize().toBytes() + " bytes; send a smaller one");
        }
        inTurn(() -> {
            MetaSchema.check(schema, settings, time());
            return compiled.of(text);
        });
        return text;
    }

    /** What the checks of one call may take together. */
    public CheckTime time() {
        return new CheckTime(settings.timeout());
    }

    /** Refuses (422) data that does not fit the schema, with where and why. */
    public void check(String schema, JsonValue data) {
        check(SchemaDigest.of(schema), () -> schema, data, time());
    }

    /**
     * The same for a schema whose text is asked for only if it is not known by its digest.
     *
     * @return the digest of the schema that it was checked against, another than the one asked for where the text has
     *     changed since
     */
    public String check(String digest, Supplier<String> text, JsonValue data, CheckTime time) {
        Supplier<Compiled> asked = compiled(digest, text);
        return inTurn(() -> {
            Compiled schema = asked.get();
            new Check(settings, time).run(schema.schema(), data, "The event_data does not fit the event_schema");
            return schema.digest();
        });
    }

    /** Compiled in turn, but its text is asked for before: who waits for the database holds up no other check. */
    private Supplier<Compiled> compiled(String digest, Supplier<String> text) {
        Compiled known = compiled.find(digest);
        if (known != null) {
            return () -> known;
        }
        String source = text.get();
        return () -> compiled.of(source);
    }

    private <T> T inTurn(Supplier<T> work) {
        acquirePlace();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void acquirePlace() {
        try {
            if (places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw Refused.unavailable("The service is busy with checking other data; try again soon", LONGEST_WAIT);
    }
}
