package dev.jwebhooks.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.web.Problem;
import dev.jwebhooks.web.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Compiles schemas of draft 2020-12 and no other, each by itself. */
final class SchemaCompiler {
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new UniqueItems())
            .build();

    private SchemaCompiler() {}

    /** A schema from its text; refused (422) where a pattern or a reference of it cannot be used. */
    static Schema compile(String text) {
        try {
            Schema schema =
                    registry(_ -> false).getSchema(Trees.of(JsonReader.read(text.getBytes(StandardCharsets.US_ASCII))));
            schema.initializeValidators();
            return schema;
        } catch (SchemaException unusable) {
            throw unusable(unusable);
        } catch (InvalidJson impossible) {
            throw new IllegalStateException("A stored schema is no JSON", impossible);
        }
    }

    static Refused unusable(SchemaException unusable) {
        return Refused.unprocessable(
                "The event_schema cannot be used",
                List.of(new Problem("", Check.shortened(String.valueOf(unusable.getMessage())))));
    }

    /** One of its own for each schema, so that none can name or replace a part of another. */
    static SchemaRegistry registry(Predicate<AbsoluteIri> mayBeLoaded) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                // By 2020-12 a format is a remark unless a dialect says otherwise; and theirs are not bounded.
                .formatAssertionsEnabled(false)
                .regularExpressionFactory(new LinearPatterns()::compile)
                .preloadSchema(true)
                .build();
        return SchemaRegistry.withDialect(
                DIALECT,
                registry -> registry.schemaRegistryConfig(config).schemaLoader(loader -> loader.allow(mayBeLoaded)));
    }
}
