package dev.jwebhooks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``             | The body is empty where a JSON value is expected
        {"a": 1        | The body is not valid JSON: unexpected end at line 1, column 8
        {"a": NaN}     | The body is not valid JSON: NaN is not a JSON number at line 1, column 10
        [-Infinity]    | The body is not valid JSON: Infinity is not a JSON number at line 1, column 11
        [tru]          | The body is not valid JSON: unexpected word 'tru' at line 1, column 2
        ["\\xyz"]      | The body is not valid JSON: unexpected character 'x' at line 1, column 4
        [1 2]          | The body is not valid JSON: unexpected character '2' at line 1, column 4
        {a: 1}         | The body is not valid JSON: unexpected character 'a' at line 1, column 2
        {"a": 01}      | The body is not valid JSON: unexpected character '1' at line 1, column 8
        {"a": nope}    | The body is not valid JSON: unexpected word 'nope' at line 1, column 7
        {"a": 1} 2     | The body goes on after its JSON value at line 1, column 10
        {"a": 1e999}   | The body has a number out of range at line 1, column 7
        """)
    void an_error_says_what_is_wrong_and_where(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJson.class)
                .hasMessage(message);
    }

    /** An overlong slash, a lone continuation, a cut sequence, an encoded surrogate, a point beyond Unicode. */
    @ParameterizedTest
    @ValueSource(strings = {"22c0af22", "228022", "22e282", "22eda08022", "22f490808022", "22ff22"})
    void bytes_that_are_no_utf_8_are_refused(String hex) {
        assertThatThrownBy(() -> JsonReader.read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(InvalidJson.class)
                .hasMessageStartingWith("The body is not valid UTF-8 at byte ");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 500_000})
    void nesting_over_100_is_refused(int depth) {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(depth).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJson.class)
                .hasMessageStartingWith("The body is nested deeper than 100 levels");
    }

    @Test
    void a_leading_byte_order_mark_is_ignored() throws InvalidJson {
        assertThat(PythonJson.dumps(JsonReader.read("\uFEFF[1]".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("[1]");
    }

    /** Shapes that have cost other parsers minutes: digits, colliding keys, escapes, tiny exponents. */
    @Test
    void a_megabyte_of_anything_takes_little_time() {
        String[] hostile = {
            "9".repeat(MEGABYTE),
            "0." + "9".repeat(MEGABYTE),
            "1" + "0".repeat(MEGABYTE - 20) + "e-" + MEGABYTE,
            "\"" + "\\u0000".repeat(MEGABYTE / 6) + "\"",
            "[" + "1e-400,".repeat(MEGABYTE / 7) + "0]",
            "[" + "[],".repeat(MEGABYTE / 3) + "0]",
            collidingKeys(),
        };
        for (String text : hostile) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5), () -> PythonJson.dumps(JsonReader.read(bytes)), text.substring(0, 20));
        }
    }

    /** The shapes with the most values a byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "12345",
                "90e14",
                "\"\"",
                "\"abcde\"",
                "{\"a\":0}",
                "{\"\":0,\"b\":0}",
                "[0]",
                "[[[[[[[[0]]]]]]]]",
                "{\"\":{\"\":{\"\":{\"\":0}}}}",
                "true"
            })
    void a_megabyte_of_anything_keeps_a_bounded_multiple_of_its_size(String item) {
        String text = "[" + (item + ",").repeat(MEGABYTE / (item.length() + 1)) + "0]";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);

        assertThat(kept(body)).isLessThan((JsonReader.MOST_TIMES_ITS_SIZE + 1) * (long) body.length);
    }

    @Test
    void a_megabyte_of_deep_nesting_keeps_a_bounded_multiple_of_its_size() {
        String item = "[".repeat(99) + "]".repeat(99) + ",";
        byte[] body = ("[" + item.repeat(MEGABYTE / item.length()) + "0]").getBytes(StandardCharsets.UTF_8);

        assertThat(kept(body)).isLessThan((JsonReader.MOST_TIMES_ITS_SIZE + 1) * (long) body.length);
    }

    /** The least of some, as others of this JVM make and drop things meanwhile. */
    private static long kept(byte[] body) {
        return IntStream.range(0, 3).mapToLong(_ -> keptOnce(body)).min().orElseThrow();
    }

    private static long keptOnce(byte[] body) {
        try {
            long before = used();
            JsonValue value = JsonReader.read(body);
            try {
                return used() - before;
            } finally {
                Reference.reachabilityFence(value);
            }
        } catch (InvalidJson impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static long used() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** All with the same {@code String.hashCode()}. */
    private static String collidingKeys() {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < 1 << 14; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            object.append('"').append(key).append("\":0,");
        }
        return object.append("\"end\":0}").toString();
    }
}
