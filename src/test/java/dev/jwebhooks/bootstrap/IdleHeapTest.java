package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a JVM's options are once the service has had its say; each test asks a JVM of its own. */
class IdleHeapTest {
    @Test
    void memory_that_nobody_uses_is_given_back() throws Exception {
        assertThat(optionsOfJvm("-XX:+UseG1GC"))
                .contains("MinHeapFreeRatio=10", "MaxHeapFreeRatio=30", "G1PeriodicGCInterval=60000");
    }

    @Test
    void what_an_operator_set_stays() throws Exception {
        assertThat(optionsOfJvm("-XX:+UseG1GC", "-XX:MaxHeapFreeRatio=80", "-XX:G1PeriodicGCInterval=5000"))
                .contains("MaxHeapFreeRatio=80", "G1PeriodicGCInterval=5000");
    }

    @Test
    void a_jvm_with_another_collector_starts_as_well() throws Exception {
        assertThat(optionsOfJvm("-XX:+UseSerialGC")).contains("MaxHeapFreeRatio=30");
    }

    private static List<String> optionsOfJvm(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OptionsAfterwards.class.getName()));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }
}
