package dev.jwebhooks.schema;

import static dev.jwebhooks.schema.SchemaCalls.json;
import static dev.jwebhooks.schema.SchemaCalls.refused;
import static dev.jwebhooks.schema.SchemaCalls.schemas;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.Problem;
import dev.jwebhooks.web.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What schemas are taken, and what fits them. */
@Timeout(60)
class EventSchemasTest {
    private final EventSchemas schemas = schemas(Duration.ofSeconds(20));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "integer"}                                        | 12345678901234567890123
        {"type": "integer"}                                        | 1.0
        {"type": "number", "multipleOf": 0.1}                      | 19.9
        {"properties": {"id": {"type": "string"}}}                 | {"id": "x"}
        {"properties": {"$ref": {"type": "string"}}}               | {"$ref": "x"}
        {"const": {"a": [1, 2]}}                                   | {"a": [1.0, 2]}
        {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}  | "x"
        {"$ref": "#b", "$defs": {"a": {"$anchor": "b", "type": "string"}}} | "x"
        {"$schema": "https://json-schema.org/draft/2020-12/schema"} | null
        {"pattern": "^\\\\p{Lu}[a-z]+\\\\d{2,4}$"}                 | "Abc123"
        {"format": "email"}                                        | "not one"
        {"madeUp": 1}                                              | 1
        {"unevaluatedProperties": false, "allOf": [{"properties": {"a": true}}]} | {"a": 1}
        {"properties": {"child": {"$ref": "#"}}, "required": ["n"]} | {"n": 1, "child": {"n": 2}}
        true                                                       | []
        {}                                                         | 1
        """)
    void data_that_fits_is_taken(String schema, String data) {
        schemas.check(schemas.accepted(json(schema)), json(data));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "integer"}                        | 1.5         | ``      | number found, integer expected
        {"required": ["order"]}                    | {}          | ``      | required property 'order' not found
        {"properties": {"a/b": {"minimum": 2}}}    | {"a/b": 1}  | /a~1b   | must have a minimum value of 2
        {"items": {"maxLength": 2}}                | ["x", "xyz"] | /1     | must be at most 2 characters long
        {"additionalProperties": false}            | {"x": 1}    | ``      | property 'x' is not defined in the schema and the schema does not allow additional properties
        {"pattern": "^a+$"}                        | "b"         | ``      | does not match the regex pattern ^a+$
        {"enum": [1, 2]}                           | 3           | ``      | does not have a value in the enumeration [1, 2]
        {"uniqueItems": true}                      | [1, 1.0]    | ``      | must have only unique items in the array
        {"multipleOf": 0.1}                        | 0.25        | ``      | must be multiple of 0.1
        false                                      | 1           | ``      | schema for 'null' is false
        """)
    void data_that_does_not_fit_is_refused_with_the_place_and_the_reason(
            String schema, String data, String path, String reason) {
        String text = schemas.accepted(json(schema));

        Refused refused = refused(() -> schemas.check(text, json(data)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused).hasMessage("The event_data does not fit the event_schema");
        assertThat(refused.problems()).containsExactly(new Problem(path, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "strin"}                              | is not a valid JSON Schema
        {"properties": 1}                              | is not a valid JSON Schema
        {"minLength": -1}                              | is not a valid JSON Schema
        {"properties": {"a": {"required": "b"}}}       | is not a valid JSON Schema
        {"pattern": "(?=a)b"}                          | cannot be used
        {"properties": {"a": {"pattern": "("}}}        | cannot be used
        {"patternProperties": {"(a)\\\\1": true}}      | cannot be used
        {"pattern": "((a{30}){30}){30}"}               | cannot be used
        {"pattern": "(((a{1000}){1000}){1000}){1000}"} | cannot be used
        {"pattern": "\\\\Q[\\\\E(((a{1000}){1000}){1000}){1000}]"} | cannot be used
        {"pattern": "([^]{]{9}\\\\{1000}){1000}"}        | cannot be used
        {"$ref": "#/$defs/none"}                       | cannot be used
        {"properties": {"a": {"$ref": "#none"}}}       | cannot be used
        {"$schema": "http://json-schema.org/draft-07/schema#"} | cannot be used
        {"$ref": "https://json-schema.org/draft/2020-12/schema"} | cannot be used
        {"properties": {"a": {"$ref": "classpath:application.yaml"}}} | cannot be used
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}} | cannot be used
        [1]                                            | must be a JSON Schema
        "x"                                            | must be a JSON Schema
        """)
    void a_schema_that_cannot_be_used_is_refused(String schema, String why) {
        Refused refused = refused(() -> schemas.accepted(json(schema)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused).hasMessageStartingWith("The event_schema ").hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"%s\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"%s#/$defs/b\"}}}",
                "{\"$id\": \"%s\", \"properties\": {\"a\": {\"$ref\": \"other\"}}}",
                "{\"$dynamicRef\": \"%s#a\"}",
                "{\"$schema\": \"%s\"}",
                "{\"$defs\": {\"a\": {\"$id\": \"%1$s\", \"$schema\": \"%1$s\"}}}"
            })
    void nothing_is_ever_fetched(String schema) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema";

            refused(() -> schemas.check(schemas.accepted(json(schema.formatted(url))), json("{\"a\": 1}")));
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [1, 1.0]                      | true
        [1e2, 100]                    | true
        [[1, {"a": 2}], [1.0, {"a": 2.0}]] | true
        [{"a": 1, "b": 2}, {"b": 2, "a": 1}] | true
        [null, null]                  | true
        [1, "1"]                      | false
        [1, true]                     | false
        ["null", null, "", [], {}]    | false
        [["a,b"], ["a", "b"]]         | false
        [{"a": 1}, {"a": 1, "b": 1}]  | false
        ["a", "A"]                    | false
        """)
    void items_are_twins_when_they_are_equal_however_they_are_written(String items, boolean twins) {
        String text = schemas.accepted(json("{\"uniqueItems\": true}"));

        assertThat(refused(() -> schemas.check(text, json(items))) != null).isEqualTo(twins);
    }

    @Test
    void of_many_problems_the_first_ten_are_told_and_none_at_length() {
        String text = schemas.accepted(json("{\"additionalProperties\": false}"));
        String members = IntStream.range(0, 50_000)
                .mapToObj(i -> "\"%s%d\": 1".formatted("n".repeat(i == 0 ? 1_000 : 1), i))
                .collect(Collectors.joining(", "));

        Refused refused = refused(() -> schemas.check(text, json("{" + members + "}")));

        assertThat(refused.problems())
                .hasSize(10)
                .allSatisfy(problem -> assertThat(problem.reason()).hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void an_alternative_with_many_problems_does_not_hide_one_that_fits() {
        String text =
                schemas.accepted(json("{\"anyOf\": [{\"items\": {\"type\": \"string\"}}, {\"type\": \"array\"}]}"));

        schemas.check(text, json("[" + "1, ".repeat(100) + "1]"));
    }

    @Test
    void schemas_that_left_the_cache_are_asked_for_again() {
        EventSchemas forgetful = schemas(Duration.ofSeconds(20), DataSize.ofBytes(100));
        AtomicInteger asked = new AtomicInteger();
        List<String> texts = IntStream.range(0, 10)
                .mapToObj(i -> "{\"const\": %d, \"title\": \"0123456789\"}".formatted(i))
                .toList();

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                JsonValue data = json(Integer.toString(i));
                forgetful.check(SchemaDigest.of(text), () -> counted(asked, text), data, forgetful.time());
                forgetful.check(SchemaDigest.of(text), () -> counted(asked, text), data, forgetful.time());
            }
        }

        assertThat(asked).hasValue(30);
    }

    private static String counted(AtomicInteger asked, String text) {
        asked.incrementAndGet();
        return text;
    }
}
