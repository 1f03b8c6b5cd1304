package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.Rest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Fires many shots by one statement, and hands over the deliveries that it made. */
@Component
class BatchFiring {
    /** Two, so that one is made while the other waits for its commit. */
    static final int AT_ONCE = 2;

    /**
     * Each may make a whole chunk of deliveries, and who fires for one subscriber waits for the others in its batch.
     */
    static final int LARGEST = 16;

    private final FanOutContinuation continuation;
    private final FilteredContinuation filtering;
    private final Dispatcher dispatcher;
    private final TriggerSettings settings;
    private final Clock clock;

    BatchFiring(
            FanOutContinuation continuation,
            FilteredContinuation filtering,
            Dispatcher dispatcher,
            TriggerSettings settings,
            Clock clock) {
        this.continuation = continuation;
        this.filtering = filtering;
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes shots, and is done with them once what it wrote is committed. */
    interface Statement {
        /** What became of each shot, in their order. */
        List<Firing> fire(Instant now, FirstChunk chunk);
    }

    /** An answer for each of so many shots of the statement, in their order. */
    List<Answer> fire(int shots, Statement statement) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Behind those that wait, or who fires most would take all the room that others wait for.
        Optional<Lease> lease = continuation.anyWaits() ? Optional.empty() : dispatcher.lease();
        FirstChunk chunk = lease.map(taken -> new FirstChunk(mostOf(shots), taken))
                .orElse(new FirstChunk(0, new Lease(now, Duration.ZERO)));
        List<Firing> firings = statement.fire(now, chunk);
        handOver(
                firings.stream()
                        .filter(Fired.class::isInstance)
                        .map(Fired.class::cast)
                        .toList(),
                lease);
        return firings.stream().map(firing -> new Answer(firing, now)).toList();
    }

    /** A long list makes no more deliveries at once than a batch of calls. */
    private int mostOf(int shots) {
        return shots <= LARGEST ? settings.fanOutChunk() : settings.fanOutChunk() * LARGEST / shots;
    }

    private void handOver(List<Fired> fired, Optional<Lease> lease) {
        lease.ifPresent(taken -> dispatcher.dispatch(
                fired.stream().flatMap(one -> one.deliveries().stream()).toList(), taken));
        if (fired.stream().anyMatch(one -> one.rest() == Rest.WAITS)) {
            continuation.wake();
        }
        if (fired.stream().anyMatch(one -> one.rest() == Rest.FILTERED)) {
            filtering.wake();
        }
    }
}
