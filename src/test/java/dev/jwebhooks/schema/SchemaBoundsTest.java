package dev.jwebhooks.schema;

import static dev.jwebhooks.schema.SchemaCalls.json;
import static dev.jwebhooks.schema.SchemaCalls.refused;
import static dev.jwebhooks.schema.SchemaCalls.schemas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.Problem;
import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a hostile schema, or hostile data, can cost. */
@Timeout(60)
class SchemaBoundsTest {
    private static final String COSTLY = "{\"allOf\": [" + "{\"uniqueItems\": true}, ".repeat(2_000) + "true]}";

    private final EventSchemas schemas = schemas(Duration.ofSeconds(20));

    @Test
    void a_pattern_that_would_backtrack_for_ever_is_as_quick_as_any() {
        String text = schemas.accepted(json("{\"pattern\": \"^(a+)+$\"}"));

        Refused refused = refused(() -> schemas.check(text, json("\"" + "a".repeat(50_000) + "!\"")));

        assertThat(refused).hasMessage("The event_data does not fit the event_schema");
    }

    @Test
    void a_text_too_long_for_a_large_pattern_is_not_tried() {
        String text = schemas.accepted(json("{\"pattern\": \"((a|b){40}c){40}$\"}"));

        Refused refused = refused(() -> schemas.check(text, json("\"" + "ab".repeat(400_000) + "\"")));

        assertThat(refused).hasMessageStartingWith("Checking against the event_schema takes too much");
        assertThat(refused.problems().getFirst().reason()).contains("800000 characters is too long");
    }

    @Test
    void references_that_double_at_each_step_end_at_the_bound_of_steps() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(
                        "\"d%1$d\": {\"allOf\": [{\"$ref\": \"#/$defs/e%1$d\"}, {\"$ref\": \"#/$defs/e%1$d\"}]}"
                                ::formatted)
                .collect(Collectors.joining(", "));
        String next = IntStream.range(0, 40)
                .mapToObj(i -> "\"e%d\": {\"$ref\": \"#/$defs/d%d\"}".formatted(i, i + 1))
                .collect(Collectors.joining(", "));
        String text = schemas.accepted(
                json("{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s, %s, \"d40\": {}}}".formatted(doubling, next)));

        Refused refused = refused(() -> schemas.check(text, json("1")));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused).hasMessageStartingWith("Checking against the event_schema takes too much");
    }

    @Test
    void a_reference_to_itself_ends_at_the_bound_of_depth() {
        String text = schemas.accepted(json("{\"$ref\": \"#\"}"));

        assertThatThrownBy(() -> schemas.check(text, json("1")))
                .hasMessageStartingWith("Checking against the event_schema takes too much");
    }

    @Test
    void data_as_deep_as_a_body_may_be_is_checked() {
        String text = schemas.accepted(json("{\"items\": {\"anyOf\": [{\"$ref\": \"#\"}]}}"));

        assertThatCode(() -> schemas.check(text, json("[".repeat(100) + "]".repeat(100))))
                .doesNotThrowAnyException();
    }

    @Test
    void a_pattern_that_nests_too_deep_is_refused() {
        String pattern = "(".repeat(10_000) + ")".repeat(10_000);

        Refused refused = refused(() -> schemas.accepted(json("{\"pattern\": \"" + pattern + "\"}")));

        assertThat(refused.problems()).isNotEmpty();
    }

    @Test
    void many_costly_keywords_end_at_the_bound_of_time() {
        EventSchemas hasty = schemas(Duration.ofMillis(200));
        // Not by the hasty ones: they are to find the data too much, not the schema.
        EventSchemas patient = schemas(Duration.ofMinutes(1));
        String text = patient.accepted(json(COSTLY));
        JsonValue data = json(numbers());
        long start = System.nanoTime();

        Refused refused = refused(() -> hasty.check(text, data));

        assertThat(refused.problems()).containsExactly(new Problem("", "It takes longer than 200 ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_checks_of_one_call_have_their_time_together() {
        EventSchemas hasty = schemas(Duration.ofMillis(200));
        String costly = schemas.accepted(json(COSTLY));
        CheckTime together = hasty.time();
        refused(() -> hasty.check(SchemaDigest.of(costly), () -> costly, json(numbers()), together));
        String easy = "{\"type\": \"integer\"}";

        Refused refused = refused(() -> hasty.check(SchemaDigest.of(easy), () -> easy, json("1"), together));

        assertThat(refused.problems()).containsExactly(new Problem("", "It takes longer than 200 ms"));
        assertThatCode(() -> hasty.check(SchemaDigest.of(easy), () -> easy, json("1"), hasty.time()))
                .doesNotThrowAnyException();
    }

    @Test
    void texts_made_to_have_one_hash_are_told_apart_as_quickly_as_others() {
        String text = schemas.accepted(json("{\"uniqueItems\": true}"));
        String items = IntStream.range(0, 1 << 16)
                .mapToObj(SchemaBoundsTest::textOfOneHash)
                .collect(Collectors.joining("\", \"", "[\"", "\"]"));
        long start = System.nanoTime();

        schemas.check(text, json(items));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static String numbers() {
        return IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /** "Aa" and "BB" have the same hash, and so has whatever is made of them. */
    private static String textOfOneHash(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    @Test
    void a_chain_of_thousands_of_references_is_refused() {
        String chain = IntStream.range(0, 2_100)
                .mapToObj(i -> "\"%x\": {\"$ref\": \"#/$defs/%x\"}".formatted(i, i + 1))
                .collect(Collectors.joining(", "));

        Refused refused = refused(() -> {
            String text =
                    schemas.accepted(json("{\"$ref\": \"#/$defs/0\", \"$defs\": {%s, \"834\": {}}}".formatted(chain)));
            schemas.check(text, json("1"));
        });

        assertThat(refused.statusCode()).isEqualTo(422);
    }

    @Test
    void patterns_that_are_large_together_are_refused() {
        String patterns = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"(a{99}){40}%d\": true".formatted(i))
                .collect(Collectors.joining(", "));

        Refused refused = refused(() -> schemas.accepted(json("{\"patternProperties\": {" + patterns + "}}")));

        assertThat(refused.problems())
                .containsExactly(new Problem("", "its patterns are too many, or repeat too much"));
    }

    @Test
    void a_number_with_thousands_of_digits_is_not_calculated_with() {
        String text = schemas.accepted(json("{\"multipleOf\": 7}"));

        assertThatThrownBy(() -> schemas.check(text, json("1".repeat(100_000))))
                .hasMessageStartingWith("Checking against the event_schema takes too much");
    }

    @Test
    void a_schema_has_a_largest_size() {
        String fits = "{\"description\": \"" + "x".repeat(65_536 - 19) + "\"}";

        assertThat(schemas.accepted(json(fits))).hasSize(65_536);
        assertThat(refused(() -> schemas.accepted(json(fits.replace("xx", "xxx")))))
                .hasMessageContaining("larger than 65536 bytes");
    }
}
