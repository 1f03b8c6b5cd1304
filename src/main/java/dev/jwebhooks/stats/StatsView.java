package dev.jwebhooks.stats;

import dev.jwebhooks.web.Epoch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How an endpoint did, as the API shows it: step by step, and in all. */
record StatsView(Epoch since, Epoch until, long stepSeconds, Counts total, List<Step> steps) {
    /** In milliseconds, of all attempts, failed ones too. */
    record Latency(BigDecimal p50, BigDecimal p90, BigDecimal p99) {}

    /** @param latencyMs null where there were no attempts */
    record Counts(
            long attempts,
            long successes,
            long failures,
            @Nullable Latency latencyMs) {
        static Counts of(Tally tally) {
            return new Counts(
                    tally.attempts(), tally.successes(), tally.attempts() - tally.successes(), tally.latency());
        }
    }

    record Step(
            Epoch since,
            long attempts,
            long successes,
            long failures,
            @Nullable Latency latencyMs) {
        static Step of(Instant begin, Counts counts) {
            return new Step(Epoch.of(begin), counts.attempts, counts.successes, counts.failures, counts.latencyMs);
        }
    }

    static StatsView of(Steps steps, StatsStore.Tallies tallies) {
        List<Step> shown = IntStream.range(0, steps.count())
                .mapToObj(nth ->
                        Step.of(steps.begin(nth), Counts.of(tallies.steps().get(nth))))
                .toList();
        return new StatsView(
                Epoch.of(steps.since()),
                Epoch.of(steps.until()),
                steps.step().toSeconds(),
                Counts.of(tallies.total()),
                shown);
    }
}
