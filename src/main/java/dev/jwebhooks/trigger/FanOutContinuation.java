package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.trigger.WaitingFanOuts.Next;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the deliveries of fan-outs that wait, its own and those of instances that died, as fast as the queue takes them
 * and no faster. Accounts take turns, many of them together, which share a chunk: however much one of them fired, and
 * however many others fire meanwhile, each waits for a turn or few and not for all of it.
 */
@Component
class FanOutContinuation implements Polling {
    private final WaitingFanOuts fanOuts;
    private final FilteredContinuation filtering;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final Duration interval;
    private final int accountsAtOnce;
    private final Poller poller;
    private volatile boolean anyWaits = true;
    private @Nullable UUID lastTurn;

    FanOutContinuation(
            WaitingFanOuts fanOuts,
            FilteredContinuation filtering,
            Dispatcher dispatcher,
            Clock clock,
            TriggerSettings settings) {
        this.fanOuts = fanOuts;
        this.filtering = filtering;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.interval = settings.pollInterval();
        this.accountsAtOnce = Math.min(WaitingFanOuts.ACCOUNTS_AT_ONCE, settings.fanOutChunk());
        this.poller = new Poller("fan-out", settings.pollInterval(), this::nextTurn);
    }

    /** Whether, as far as this instance knows, fan-outs wait; who fires then has to queue up behind them. */
    boolean anyWaits() {
        return anyWaits;
    }

    /** There is one now. */
    void wake() {
        anyWaits = true;
        poller.wake();
    }

    private Duration nextTurn() {
        Optional<Lease> lease = dispatcher.leaseForTurn();
        if (lease.isEmpty()) {
            return anyWaits ? Poller.SOON : interval;
        }
        // Told before looking: what comes meanwhile tells it again.
        anyWaits = false;
        Next next = fanOuts.accountsAfter(false, lastTurn, accountsAtOnce);
        if (next.anyFiltered()) {
            filtering.wake();
        }
        if (next.accounts().isEmpty()) {
            return interval;
        }
        anyWaits = true;
        lastTurn = next.accounts().getLast();
        Turn turn = fanOuts.continueThoseOf(next.accounts(), clock.instant(), lease.get());
        dispatcher.dispatch(turn.deliveries(), lease.get());
        // All of them locked: another instance is at it.
        return turn.fanOuts() == 0 ? Poller.SOON : Poller.AT_ONCE;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
