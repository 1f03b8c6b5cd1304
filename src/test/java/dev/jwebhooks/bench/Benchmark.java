package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Installation.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the scenarios named in {@code -Dbench.scenarios}, all where none is, on what {@code -Dbench.on} names,
 * {@code embedded,servers} where it is not set. The service is {@code target/jwebhooks.jar}, or {@code -Dbench.jar}.
 */
final class Benchmark {
    private static final List<Scenario> SCENARIOS =
            List.of(new Direct(), Throughput.fanOut(), Throughput.single(), new Latency(), Throughput.largeBodies());

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = list("bench.scenarios");
        List<String> kinds = list("bench.on");
        Report report = new Report();
        try (Sink sink = Sink.start()) {
            for (Scenario scenario : SCENARIOS) {
                if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                    for (Kind kind : Kind.values()) {
                        if (kinds.isEmpty() || kinds.contains(kind.name().toLowerCase(java.util.Locale.ROOT))) {
                            report.add(scenario.name(), kind, scenario.run(bench(kind, sink)));
                        }
                    }
                }
            }
        }
        report.write(Path.of(System.getProperty("bench.report", "target/benchmark.json")));
    }

    private static Bench bench(Kind kind, Sink sink) {
        return new Bench(
                kind,
                sink,
                Integer.getInteger("bench.windows", 5),
                Long.getLong("bench.window-ms", 5_000),
                Long.getLong("bench.warm-up-ms", 15_000));
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1))
                .filter(name -> !name.isBlank())
                .toList();
    }
}
