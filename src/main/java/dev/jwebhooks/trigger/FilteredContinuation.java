package dev.jwebhooks.trigger;

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
 * subscribers of that account's at once, down to the one whose filters are to blame.
 */
@Component
class FilteredContinuation implements Polling {
    /** {@link FanOutContinuation} looks more often, and wakes it. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final WaitingFanOuts waiting;
    private final FilteredFanOuts fanOuts;
    private final SlowFilters slowFilters;
    private final BesideCalls dispatcher;
    private final Clock clock;
    private final Chunks chunks;
    private final Poller poller;
    private volatile boolean anyWaits = true;
    private @Nullable UUID lastTurn;

    FilteredContinuation(
            WaitingFanOuts waiting,
            FilteredFanOuts fanOuts,
            SlowFilters slowFilters,
            BesideCalls dispatcher,
            Clock clock,
            TriggerSettings settings) {
        this.waiting = waiting;
        this.fanOuts = fanOuts;
        this.slowFilters = slowFilters;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.chunks = new Chunks(settings.fanOutChunk());
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
            chunks.forget();
            return INTERVAL;
        }
        anyWaits = true;
        lastTurn = account.get();
        return continueThoseOf(account.get(), lease.get());
    }

    private Duration continueThoseOf(UUID account, Lease lease) {
        Instant now = clock.instant();
        int chunk = chunks.of(account);
        try {
            Turn turn = fanOuts.continueThoseOf(account, chunk, now, lease);
            dispatcher.dispatch(turn.deliveries(), lease);
            if (turn.fanOuts() == 0) {
                // All of them locked: another instance is at it.
                return Poller.SOON;
            }
            chunks.grow(account);
            return Poller.AT_ONCE;
        } catch (QueryTimeoutException tooSlow) {
            chunks.shrink(account);
            boolean asksLess = chunk > 1 || slowFilters.restThoseOfNext(account, now);
            return asksLess ? Poller.AT_ONCE : Poller.SOON;
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
