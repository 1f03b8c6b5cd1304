package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.DueSteps;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.endpoint.PacingStore.Released;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Hands over what waits for accounts that have a pace of their own. Nothing else leases it: whatever becomes due for
 * such an account, a retry or what another instance left behind, waits for its turn again.
 */
@Component
class Pacing implements Polling {
    private final PacingStore store;
    private final Dispatcher dispatcher;
    private final DueSteps turns;
    private final Poller poller;

    Pacing(PacingStore store, Dispatcher dispatcher, Clock clock, EndpointSettings settings) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.turns = new DueSteps(clock, settings.pollInterval(), store::nextTurn, this::release);
        this.poller = new Poller("pacing", settings.pollInterval(), this::nextTurns);
    }

    /** An account may have a pace now. */
    void wake() {
        poller.wake();
    }

    /** Nothing, and no question to the database, while the queue is full or away: what waits keeps its place. */
    private Duration nextTurns() {
        return dispatcher.lease().isPresent() ? turns.get() : Poller.SOON;
    }

    private boolean release(Instant now) {
        Optional<Lease> lease = dispatcher.lease();
        if (lease.isEmpty()) {
            return false;
        }
        Released released = store.release(now, lease.get());
        dispatcher.dispatch(released.leased(), lease.get());
        return released.turns() > 0;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
