package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The {@link Dispatcher} for turns behind which no calls queue up. These may keep the queue busy for as long as they
 * like, and the turns go on all the same, as fast as what is due does then: by a delivery each millisecond. Of one
 * thread.
 */
@Component
class BesideCalls {
    private final Dispatcher dispatcher;
    private long restsUntil = System.nanoTime();

    BesideCalls(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** A lease for the deliveries of a turn; empty while none should be made. */
    Optional<Lease> leaseForTurn() {
        return dispatcher.leaseForTurn().or(this::leaseWithinRoom);
    }

    private Optional<Lease> leaseWithinRoom() {
        return System.nanoTime() - restsUntil < 0 ? Optional.empty() : dispatcher.lease();
    }

    /** Hands over what a turn made. */
    void dispatch(List<UUID> deliveries, Lease lease) {
        restsUntil = System.nanoTime() + Duration.ofMillis(deliveries.size()).toNanos();
        dispatcher.dispatch(deliveries, lease);
    }
}
