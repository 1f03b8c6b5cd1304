package dev.jwebhooks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file is as palantir-java-format writes it. To let it write them: {@code ./mvnw test -Dtest=FormattingTest
 * -Dformat.write=true}.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormattingTest {
    private static final boolean WRITE = Boolean.getBoolean("format.write");
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void a_file_is_formatted(Path file) throws IOException, FormatterException {
        String source = Files.readString(file);
        String formatted = FORMATTER.formatSourceAndFixImports(source);
        if (WRITE && !source.equals(formatted)) {
            Files.writeString(file, formatted);
        } else {
            assertThat(source).isEqualTo(formatted);
        }
    }

    @Test
    void what_is_not_formatted_is_noticed() throws FormatterException {
        String untidy = "class  A{int b ;}";
        assertThat(FORMATTER.formatSourceAndFixImports(untidy)).isNotEqualTo(untidy);
    }
}
