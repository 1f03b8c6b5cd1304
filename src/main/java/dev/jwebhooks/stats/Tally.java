package dev.jwebhooks.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The attempts of some time, as they add up. */
final class Tally {
    private final Durations durations = new Durations();
    private long successes;

    void add(boolean succeeded, int durationClass, long attempts) {
        durations.add(durationClass, attempts);
        if (succeeded) {
            successes += attempts;
        }
    }

    long attempts() {
        return durations.total();
    }

    long successes() {
        return successes;
    }

    /** None where there were no attempts. */
    StatsView.@Nullable Latency latency() {
        return attempts() == 0 ? null : new StatsView.Latency(millis(0.5), millis(0.9), millis(0.99));
    }

    private BigDecimal millis(double share) {
        return BigDecimal.valueOf(durations.percentile(share)).setScale(1, RoundingMode.HALF_UP);
    }
}
