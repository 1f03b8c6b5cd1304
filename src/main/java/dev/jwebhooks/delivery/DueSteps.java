package dev.jwebhooks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The steps of a {@link Poller} whose work is due at times that stand in the database, where other instances take their
 * steps too.
 *
 * @param interval how long to wait at most
 * @param next when the next step of any instance is due
 * @param step what to do once it is; whether there was anything to do, and no other instance at it
 */
public record DueSteps(Clock clock, Duration interval, Supplier<Optional<Instant>> next, Predicate<Instant> step)
        implements Supplier<Duration> {
    // Short, as the row may be locked for a moment by who records an attempt; yet no load while it is for long.
    private static final Duration IN_VAIN = Duration.ofMillis(250);

    @Override
    public Duration get() {
        Optional<Instant> due = next.get();
        if (due.isEmpty()) {
            return interval;
        }
        Instant now = clock.instant();
        if (due.get().isAfter(now)) {
            return Duration.between(now, due.get());
        }
        return step.test(now) ? Poller.SOON : IN_VAIN;
    }
}
