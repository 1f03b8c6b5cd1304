package dev.jwebhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Prints results as they come, and keeps them as JSON. */
final class Report {
    private final Map<String, Object> whole = new LinkedHashMap<>();
    private final Map<String, Object> results = new LinkedHashMap<>();

    Report() throws IOException {
        whole.put("machine", machine());
        whole.put("java", System.getProperty("java.runtime.version"));
        whole.put("results", results);
    }

    private static Map<String, Object> machine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("kernel", System.getProperty("os.version"));
        return machine;
    }

    private static String line(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    void add(String scenario, Installation.Kind kind, Result result) {
        String title = scenario + " (" + kind.name().toLowerCase(Locale.ROOT) + ")";
        results.put(title, Map.of("samples", result.samples(), "notes", result.notes()));
        System.out.printf("%n%s%n", title);
        result.samples().forEach(Report::print);
        System.out.println("  " + result.notes());
    }

    private static void print(String figure, List<Double> samples) {
        System.out.printf(
                Locale.ROOT,
                "  %-32s %12.1f   (%.1f to %.1f, %d samples)%n",
                figure,
                Result.median(samples),
                Collections.min(samples),
                Collections.max(samples),
                samples.size());
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(whole));
        System.out.println("\nWritten to " + file);
    }
}
