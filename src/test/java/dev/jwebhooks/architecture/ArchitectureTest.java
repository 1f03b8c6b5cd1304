package dev.jwebhooks.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    private static final String ROOT = "dev.jwebhooks";
    private static final String FIXTURE = "dev.jwebhooks.architecture.fixture";
    private static final int LONGEST_FILE = 300;

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

    static Map<String, Function<String, ArchRule>> rules() {
        return Map.of(
                "packages", Rules::packagesUseOnlyWhatTheyMay,
                "outbound", Rules::onlyOutboundSendsRequests,
                "time", _ -> Rules.timeComesFromAClock(),
                "names", _ -> Rules.namesSayWhatAThingIs(),
                "controllers", _ -> Rules.controllersAreNobodysButSprings(),
                "injection", _ -> Rules.fieldsAreNotInjected());
    }

    static List<String> names() {
        return rules().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_service_keeps_the_rule(String name) {
        rule(name, ROOT).check(OURS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_fixture_breaks_the_rule_so_the_rule_bites(String name) {
        assertThatThrownBy(() -> rule(name, FIXTURE).check(BROKEN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fixture");
    }

    private static ArchRule rule(String name, String root) {
        return rules().getOrDefault(name, _ -> Rules.namesSayWhatAThingIs()).apply(root);
    }

    @Test
    void no_file_is_longer_than_300_lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
