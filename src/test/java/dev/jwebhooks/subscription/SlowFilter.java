package dev.jwebhooks.subscription;

import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A filter that takes long, and messages for which it does: that grows with the cube of their numbers. */
final class SlowFilter {
    static final String FILTER = "$[*] ? (exists($[*] ? (exists($[*] ? (@ < 0)))))";

    private SlowFilter() {}

    /** A list for which it needs about that long here. */
    static String numbersThatTake(Duration time, RunningService service) {
        int size = 100;
        long fastest = IntStream.range(0, 10)
                .mapToLong(_ -> nanosOn(size, service))
                .min()
                .orElseThrow();
        return numbers((int) (size * Math.cbrt((double) time.toNanos() / fastest)));
    }

    private static long nanosOn(int size, RunningService service) {
        long start = System.nanoTime();
        service.database()
                .sql("select filter_matches(?::jsonb, ?, false)")
                .params(numbers(size), FILTER)
                .query(Boolean.class)
                .single();
        return System.nanoTime() - start;
    }

    static String numbers(int size) {
        return IntStream.range(0, size).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
