package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Makes the deliveries of fan-outs whose subscribers have filters, in turns as {@link FanOutContinuation} does, and on
 * a thread of its own: fan-outs without filters never wait for one. Where a chunk takes too long it looks at fewer
 * subscribers at once, down to the one whose filter is to blame.
 */
@Component
class FilteredContinuation implements Polling {
    /** {@link FanOutContinuation} looks more often, and wakes it. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int SHRINKS_BY = 8;

    private final WaitingFanOuts waiting;
    private final FilteredFanOuts fanOuts;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final int largestChunk;
    private final Poller poller;
    private volatile boolean anyWaits = true;
    private int chunk;
    private @Nullable UUID lastTurn;

    FilteredContinuation(
            WaitingFanOuts waiting,
            FilteredFanOuts fanOuts,
            Dispatcher dispatcher,
            Clock clock,
            TriggerSettings settings) {
        this.waiting = waiting;
        this.fanOuts = fanOuts;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.largestChunk = settings.fanOutChunk();
        this.chunk = largestChunk;
        this.poller = new Poller("filtered fan-out", INTERVAL, this::nextTurn);
    }

    /** There is one now. */
    void wake() {
        anyWaits = true;
        poller.wake();
    }

    private Duration nextTurn() {
        Optional<Lease> lease = dispatcher.leaseForTurn();
        if (lease.isEmpty()) {
            return anyWaits ? Poller.SOON : INTERVAL;
        }
        // Told before looking: what comes meanwhile tells it again.
        anyWaits = false;
        Optional<UUID> account = waiting.accountAfter(lastTurn, true).account();
        if (account.isEmpty()) {
            return INTERVAL;
        }
        anyWaits = true;
        lastTurn = account.get();
        return continueThoseOf(account.get(), lease.get());
    }

    private Duration continueThoseOf(UUID account, Lease lease) {
        Instant now = clock.instant();
        try {
            Turn turn = fanOuts.continueThoseOf(account, chunk, now, lease);
            dispatcher.dispatch(turn.deliveries(), lease);
            chunk = Math.min(largestChunk, chunk * 2);
            // All of them locked: another instance is at it.
            return turn.fanOuts() == 0 ? Poller.SOON : Poller.AT_ONCE;
        } catch (QueryTimeoutException tooSlow) {
            if (chunk == 1) {
                fanOuts.tryNextOf(account, now);
            }
            chunk = Math.max(1, chunk / SHRINKS_BY);
            return Poller.AT_ONCE;
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
