package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.AwaitedAccounts;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.endpoint.WaitingStore.Kind;
import dev.jwebhooks.endpoint.WaitingStore.Looked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sees to it that nothing waits for an account without end. An account with a pace has turns only while something waits
 * for it: what comes first begins them. And what was put to wait by who had read its account before it was resumed, or
 * before it gave up its pace, may be written after the last step that would have brought it out: it begins another.
 */
@Component
class Waiting implements Polling {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    private final WaitingStore store;
    private final Pacing pacing;
    private final Resumption resumption;
    private final Clock clock;
    private final Poller poller;
    private final Map<Kind, UUID> places = new EnumMap<>(Kind.class);
    private volatile boolean anySeen;
    private Instant nextLook = Instant.EPOCH;

    Waiting(WaitingStore store, Pacing pacing, Resumption resumption, AwaitedAccounts awaitedAccounts, Clock clock) {
        this.store = store;
        this.pacing = pacing;
        this.resumption = resumption;
        this.clock = clock;
        this.poller = new Poller("look at what waits for accounts", INTERVAL, this::lookIfAny);
        awaitedAccounts.listen(this::seen);
    }

    private void seen() {
        if (!anySeen) {
            anySeen = true;
            poller.wake();
        }
    }

    /** No question to the database while nothing waits, and two a second while anything does. */
    private Duration lookIfAny() {
        if (!anySeen) {
            return INTERVAL;
        }
        Duration early = Duration.between(clock.instant(), nextLook);
        // Longer than the interval: the clock was set back.
        if (early.isPositive() && early.compareTo(INTERVAL) <= 0) {
            return early;
        }
        anySeen = false;
        Duration pause = look();
        nextLook = clock.instant().plus(pause);
        return pause;
    }

    private Duration look() {
        boolean more = look(Kind.PACED);
        look(Kind.PARKED);
        if (more) {
            anySeen = true;
        }
        // Of paused accounts there may be many, and what is stuck among them is rare.
        return more ? Poller.SOON : INTERVAL;
    }

    /** Whether there are more accounts of that kind. */
    private boolean look(Kind kind) {
        UUID place = places.getOrDefault(kind, WaitingStore.FIRST);
        Looked looked = store.look(kind, place, clock.instant(), MOST);
        places.put(kind, looked.last());
        if (looked.begun() > 0) {
            pacing.wake();
            resumption.wake();
        }
        return !looked.last().equals(WaitingStore.FIRST);
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
