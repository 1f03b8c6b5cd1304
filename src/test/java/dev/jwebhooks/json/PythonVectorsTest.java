package dev.jwebhooks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Compares with what a real Python made of the same texts; {@code make_vectors.py} beside the vectors made them. */
class PythonVectorsTest {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();

    @TestFactory
    List<DynamicTest> a_text_is_written_as_python_writes_it_or_refused_as_python_refuses_it() {
        List<String> lines = lines("documents.tsv");
        assertThat(lines).hasSizeGreaterThan(2_000);
        return lines.stream().map(PythonVectorsTest::document).toList();
    }

    private static DynamicTest document(String line) {
        String[] columns = line.split("\t", -1);
        byte[] text = string(columns[0]).getBytes(StandardCharsets.UTF_8);
        String name = columns[0].length() <= 60 ? columns[0] : columns[0].substring(0, 60) + "…";
        return DynamicTest.dynamicTest(name, () -> {
            if (columns[1].equals("ERROR")) {
                assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(InvalidJson.class);
            } else {
                assertThat(PythonJson.dumps(JsonReader.read(text))).isEqualTo(string(columns[1]));
            }
        });
    }

    private static String string(String json) {
        return JACKSON.readValue(json, String.class);
    }

    @Test
    void a_double_is_written_as_pythons_repr_whatever_its_bits() {
        List<String> lines = lines("doubles.tsv");
        assertThat(lines).hasSizeGreaterThan(10_000);
        assertThat(lines).allSatisfy(line -> {
            String[] columns = line.split("\t", -1);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(columns[0], 16));
            assertThat(PythonFloat.repr(value)).isEqualTo(columns[1]);
        });
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(PythonVectorsTest.class.getResourceAsStream("/json/" + file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
