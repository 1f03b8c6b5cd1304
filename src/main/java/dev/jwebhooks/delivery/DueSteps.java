package dev.jwebhooks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The steps of a {@link Poller} whose work is due at times that stand in the database, where other instances take their
 * steps too.
 *
 * @param interval how long to wait while there is no such time
 * @param next when the next step of any instance is due
 * @param step what to do once it is
 */
public record DueSteps(Clock clock, Duration interval, Supplier<Optional<Instant>> next, Consumer<Instant> step)
        implements Supplier<Duration> {
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
        step.accept(now);
        return Poller.SOON;
    }
}
