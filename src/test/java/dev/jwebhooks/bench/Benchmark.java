package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Installation.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs the scenarios named in {@code -Dbench.scenarios}, all where none is, on what {@code -Dbench.on} names,
 * {@code embedded,servers} where it is not set. The service is {@code target/jwebhooks.jar}, or {@code -Dbench.jar}.
 * Ends with an error where anything was lost, refused or wrongly signed; with {@code -Dbench.strict=true} also where a
 * figure's median misses its bound, which else is only told.
 */
final class Benchmark {
    private static final List<Scenario> SCENARIOS = List.of(
            Throughput.fanOut(),
            Throughput.single(),
            new Latency(),
            Throughput.largeBodies(),
            new Hostile(),
            new SlowEndpoint(),
            new LargeFanOut(),
            new WaitingRetries(),
            new Filtered(),
            new AgainstBefore(Throughput.fanOut()),
            new AgainstBefore(Throughput.single()),
            new Lists(),
            new SecondInstance(),
            new AccountBurst(),
            new Paced(),
            new Retention(),
            new Idle());

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<Scenario> scenarios = scenarios(list("bench.scenarios"));
        List<String> kinds = list("bench.on");
        try (Sink sink = Sink.start()) {
            Report report = new Report(Direct.measure(sink, Integer.getInteger("bench.windows", 5)));
            for (Scenario scenario : scenarios) {
                for (Kind kind : Kind.values()) {
                    if (scenario.runsOn(kind) && (kinds.isEmpty() || kinds.contains(lowerCase(kind)))) {
                        report.add(scenario.name() + " (" + lowerCase(kind) + ")", scenario.run(bench(kind, sink)));
                    }
                }
            }
            report.finish(Path.of(System.getProperty("bench.report", "target/benchmark.json")));
            if (report.hasFaults() || (Boolean.getBoolean("bench.strict") && report.hasMisses())) {
                System.exit(1);
            }
        }
    }

    private static List<Scenario> scenarios(List<String> wanted) {
        List<String> known = SCENARIOS.stream().map(Scenario::name).toList();
        if (!known.containsAll(wanted)) {
            throw new IllegalArgumentException("bench.scenarios has " + wanted + "; there are " + known);
        }
        return SCENARIOS.stream()
                .filter(scenario -> wanted.isEmpty() || wanted.contains(scenario.name()))
                .toList();
    }

    private static Bench bench(Kind kind, Sink sink) {
        return new Bench(
                kind,
                sink,
                Integer.getInteger("bench.windows", 5),
                Long.getLong("bench.window-ms", 3_000),
                Long.getLong("bench.warm-up-ms", 10_000));
    }

    private static String lowerCase(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
