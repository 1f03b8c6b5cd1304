package dev.jwebhooks.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import dev.jwebhooks.json.JsonValue;

/** The schema of schemas, read from the library's own files when it is asked for first. */
final class MetaSchema {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/";

    private static final Schema SCHEMA = SchemaCompiler.registry(
                    iri -> iri.toString().startsWith(DRAFT))
            .getSchema(SchemaLocation.of(DRAFT + "schema"));

    private MetaSchema() {}

    /** Refuses (422) what is no valid schema, with where and why. */
    static void check(JsonValue candidate, SchemaSettings settings, CheckTime time) {
        new Check(settings, time).run(SCHEMA, candidate, "The event_schema is not a valid JSON Schema");
    }
}
