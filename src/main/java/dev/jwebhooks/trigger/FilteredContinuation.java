package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.trigger.FilteredFanOuts.Asked;
import dev.jwebhooks.trigger.SlowFilters.Verdict;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Makes the deliveries of fan-outs whose subscribers have filters, on a thread of its own: fan-outs without filters
 * never wait for one. Of the accounts that fired them, who has used the least time has the next turn. Where a chunk
 * takes too long it looks at fewer subscribers of that account's at once, down to the one whose filters are to blame;
 * and whoever is, the turn comes past him.
 */
@Component
class FilteredContinuation implements Polling {
    private static final Logger log = LoggerFactory.getLogger(FilteredContinuation.class);

    /** {@link FanOutContinuation} looks more often, and wakes it. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final FilteredFanOuts fanOuts;
    private final SlowFilters slowFilters;
    private final BesideCalls dispatcher;
    private final Clock clock;
    private final TriggerSettings settings;
    private final Map<UUID, FilterLine> lines = new HashMap<>();
    private final FairTurns turns;
    private final Poller poller;
    private volatile boolean anyWaits = true;

    /** Where more accounts wait than are looked at together, the last of them. */
    private @Nullable UUID lastLooked;

    FilteredContinuation(
            FilteredFanOuts fanOuts,
            SlowFilters slowFilters,
            BesideCalls dispatcher,
            Clock clock,
            TriggerSettings settings) {
        this.fanOuts = fanOuts;
        this.slowFilters = slowFilters;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.settings = settings;
        this.turns = new FairTurns(settings.filterTimeout());
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
        Instant now = clock.instant();
        lines.values().removeIf(line -> line.isForgettable(now));
        // Told before looking: what comes meanwhile tells it again.
        anyWaits = false;
        List<UUID> waiting = waiting();
        if (waiting.isEmpty()) {
            turns.forget();
            return INTERVAL;
        }
        anyWaits = true;
        return turnOf(turns.next(waiting), now, lease.get());
    }

    private List<UUID> waiting() {
        List<UUID> waiting = fanOuts.accountsAfter(lastLooked);
        lastLooked = waiting.size() < FilteredFanOuts.PUBLISHERS_AT_ONCE ? null : waiting.getLast();
        return waiting;
    }

    private Duration turnOf(UUID account, Instant now, Lease lease) {
        FilterLine line = lines.computeIfAbsent(
                account, _ -> new FilterLine(settings.fanOutChunk(), settings.filterTimeout(), now));
        long begun = System.nanoTime();
        Duration pause = Poller.AT_ONCE;
        try {
            pause = line.unasked().isPresent() ? unasked(account, line, now, lease) : asked(account, line, now, lease);
        } catch (QueryTimeoutException tooSlow) {
            pause = line.chunk() > 1 ? shrunk(line) : blame(account, line, now, lease);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            line.use(took, now);
            // A pause counts as used: another's turn may be of more use.
            turns.took(account, took.plus(pause));
        }
        return pause;
    }

    private Duration asked(UUID account, FilterLine line, Instant now, Lease lease) {
        Duration limit = line.limit(now);
        long begun = System.nanoTime();
        Asked asked = fanOuts.continueThoseOf(account, line.chunk(), limit, now, lease);
        dispatcher.dispatch(asked.turn().deliveries(), lease);
        if (asked.turn().fanOuts() == 0) {
            // All of them locked: another instance is at it.
            return Poller.SOON;
        }
        line.doneIn(Duration.ofNanos(System.nanoTime() - begun));
        asked.dear().ifPresent(dear -> slowFilters.restWhatTakes(limit, dear, now));
        return Poller.AT_ONCE;
    }

    private Duration unasked(UUID account, FilterLine line, Instant now, Lease lease) {
        UUID triggered = line.unasked().orElseThrow();
        if (!fanOuts.waits(triggered)) {
            line.ask();
            return Poller.AT_ONCE;
        }
        Turn turn = fanOuts.continueUnasked(account, triggered, line.chunk(), now, lease);
        dispatcher.dispatch(turn.deliveries(), lease);
        return turn.fanOuts() == 0 ? Poller.SOON : Poller.AT_ONCE;
    }

    private static Duration shrunk(FilterLine line) {
        line.shrink();
        return Poller.AT_ONCE;
    }

    /** After a turn for one subscriber that took too long. */
    private Duration blame(UUID account, FilterLine line, Instant now, Lease lease) {
        Optional<Verdict> verdict = slowFilters.blame(account, line.limit(now), now);
        if (verdict.isEmpty()) {
            return Poller.AT_ONCE;
        }
        UUID triggered = verdict.get().triggered();
        return switch (verdict.get().blamed()) {
            case FILTERS -> Poller.AT_ONCE;
            case MESSAGE -> {
                line.leaveUnasked(triggered);
                yield Poller.AT_ONCE;
            }
            case NONE -> {
                if (line.failsAgain()) {
                    stepPast(account, triggered, now, lease);
                }
                yield Poller.SOON;
            }
        };
    }

    private void stepPast(UUID account, UUID triggered, Instant now, Lease lease) {
        log.info("A subscriber of {} takes too long; its filters are not asked", triggered);
        try {
            dispatcher.dispatch(
                    fanOuts.continueUnasked(account, triggered, 1, now, lease).deliveries(), lease);
        } catch (QueryTimeoutException busy) {
            log.warn("The database has no time for {}, which is tried again", triggered, busy);
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
