package dev.jwebhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Prints results as they come, and all of them as tables at the end; keeps them as JSON. */
final class Report {
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> misses = new ArrayList<>();
    private final Result direct;

    Report(Result direct) {
        this.direct = direct;
        print("direct", direct);
    }

    void add(String title, Result result) {
        results.put(title, result);
        result.faults().forEach(fault -> faults.add(title + ", " + fault));
        result.misses().forEach(miss -> misses.add(title + ", " + miss));
        print(title, result);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** Whether any figure is not as good as its bound. */
    boolean hasMisses() {
        return !misses.isEmpty();
    }

    private static Map<String, Object> machine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("kernel", System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.runtime.version"));
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

    private static void print(String title, Result result) {
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

    void finish(Path file) throws IOException {
        Table table = new Table(direct, results);
        System.out.printf("%n%s%n%s%n%s%n", machine(), table.figures(), table.shares());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(whole()));
        System.out.println("Written to " + file);
        misses.forEach(miss -> System.out.println("MISSED " + miss));
        faults.forEach(fault -> System.out.println("FAULT " + fault));
    }

    private Map<String, Object> whole() throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("machine", machine());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("direct", direct.samples());
        results.forEach((title, result) -> told.put(
                title, Map.of("samples", result.samples(), "notes", result.notes(), "faults", result.faults())));
        whole.put("results", told);
        return whole;
    }
}
