package dev.jwebhooks.bench;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/** One sample: what went through in a while, how long it took, and who used the processors. */
record Window(double accepted, double delivered, double megabytes, Histogram latencies, Map<String, Double> cpu) {

    static Window of(Side side, long millis) {
        Arrivals arrivals = side.arrivals();
        arrivals.takeLatencies();
        Cpu.Used before = Cpu.used(side.installation().pids());
        long start = System.nanoTime();
        long accepted = arrivals.accepted();
        long delivered = arrivals.distinct();
        long bytes = arrivals.bytes();
        // Not in step with anything that repeats in the service.
        Pause.millis(millis + ThreadLocalRandom.current().nextInt(100));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Window(
                (arrivals.accepted() - accepted) / seconds,
                (arrivals.distinct() - delivered) / seconds,
                (arrivals.bytes() - bytes) / seconds / 1e6,
                arrivals.takeLatencies(),
                Cpu.used(side.installation().pids()).shareSince(before));
    }

    void addTo(Result result, String prefix) {
        result.add(prefix + "accepted/s", accepted);
        result.add(prefix + "delivered/s", delivered);
        result.add(prefix + "MB/s", megabytes);
        result.add(prefix + "p50 ms", latencies.getValueAtPercentile(50) / 1e3);
        result.add(prefix + "p99 ms", latencies.getValueAtPercentile(99) / 1e3);
        result.add(prefix + "longest ms", latencies.getMaxValue() / 1e3);
        cpu.forEach((part, share) -> result.add(prefix + "cpu % " + part, share));
    }
}
