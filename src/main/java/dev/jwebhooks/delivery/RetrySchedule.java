package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a failed delivery is tried again; PyWebhooks waits 2 minutes, 2 minutes and 1 hour.
 *
 * @param jitter by what share of itself, at random, a wait is longer, 0 to 1: what failed together does not come back
 *     together
 */
record RetrySchedule(List<Duration> waits, double jitter) {
    /**
     * The wait after so many failed attempts (1 or more), or empty when the schedule is spent.
     *
     * @param asked what the endpoint asked for, zero for nothing: a wait is never shorter
     */
    Optional<Duration> after(int attempts, Duration asked) {
        return attempts <= waits.size()
                ? Optional.of(longer(lengthened(waits.get(attempts - 1)), asked))
                : Optional.empty();
    }

    private Duration lengthened(Duration wait) {
        return wait.plusMillis(
                (long) (wait.toMillis() * jitter * ThreadLocalRandom.current().nextDouble()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
