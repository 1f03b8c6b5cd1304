package dev.jwebhooks.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What scenarios run with.
 *
 * @param kind what the service stands on
 * @param sink the receiver of all scenarios
 * @param windows samples taken of each figure
 * @param windowMillis how long each lasts
 * @param warmUpMillis how long the service is loaded before the first
 */
record Bench(Installation.Kind kind, Sink sink, int windows, long windowMillis, long warmUpMillis) {
    private static final List<String> HEAP = List.of("-Xmx512m");

    Installation install(String... settings) {
        return Installation.start(kind, HEAP, List.of(settings));
    }

    Installation installWithHeap(String heap, String... settings) {
        return Installation.start(kind, List.of(heap), List.of(settings));
    }

    Installation.Kind other() {
        return kind;
    }

    void addInstance(Installation installation, String... settings) throws java.io.IOException {
        installation.addInstance(HEAP, List.of(settings));
    }

    /** Counts what comes from now on, for this population. */
    Arrivals count(Population population, Population.Shape shape) {
        Arrivals arrivals = new Arrivals(shape.groups(), shape.subscribers(), population.secretKey());
        sink.countIn(arrivals);
        return arrivals;
    }

    List<Integer> ports(Installation installation) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < installation.instances(); i++) {
            ports.add(installation.port(i));
        }
        return ports;
    }

    /** Warms up, then takes the rates of all windows, the latencies of each, and who used the processors. */
    void sample(Result result, String prefix, Installation installation, Load load, Arrivals arrivals) {
        Pause.millis(warmUpMillis);
        arrivals.takeLatencies();
        Cpu.Used before = Cpu.used(installation.pids());
        for (int i = 0; i < windows; i++) {
            long start = System.nanoTime();
            long accepted = load.accepted();
            long delivered = arrivals.distinct();
            long bytes = arrivals.bytes();
            // Not in step with anything that repeats in the service.
            Pause.millis(windowMillis + ThreadLocalRandom.current().nextInt(100));
            double seconds = (System.nanoTime() - start) / 1e9;
            result.add(prefix + "accepted/s", (load.accepted() - accepted) / seconds);
            result.add(prefix + "delivered/s", (arrivals.distinct() - delivered) / seconds);
            result.add(prefix + "MB/s", (arrivals.bytes() - bytes) / seconds / 1e6);
            var latencies = arrivals.takeLatencies();
            result.add(prefix + "p50 ms", latencies.getValueAtPercentile(50) / 1e3);
            result.add(prefix + "p99 ms", latencies.getValueAtPercentile(99) / 1e3);
        }
        Map<String, Double> shares = Cpu.used(installation.pids()).shareSince(before);
        shares.forEach((part, share) -> result.note(prefix + "cpu % " + part, Math.round(share)));
    }

    /** Waits until so many came, and notes what the checks found. */
    void finish(Result result, String prefix, Load load, Arrivals arrivals, int perTrigger) {
        load.close();
        long expected = load.accepted() * perTrigger;
        for (int i = 0; i < 600 && arrivals.distinct() < expected; i++) {
            Pause.millis(100);
        }
        result.note(prefix + "accepted", load.accepted());
        result.note(prefix + "refused", load.refused());
        result.note(prefix + "missing", expected - arrivals.distinct());
        result.note(prefix + "duplicates", arrivals.duplicates());
        result.note(prefix + "signatures checked", arrivals.checkedSignatures());
        result.note(prefix + "signatures wrong", arrivals.wrongSignatures());
    }
}
