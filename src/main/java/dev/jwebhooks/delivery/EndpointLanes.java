package dev.jwebhooks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the requests under way, in all, to each host and to each endpoint, so that slow and dead endpoints delay only
 * themselves. What is over a bound is sent back to Postgres, to return when its turn is likely; what only has to wait a
 * moment for others to the same endpoint waits here, without a thread.
 *
 * <p>Endpoints that failed or were slow last time, and those not known yet, share three quarters of the places, and
 * each of them gets a part of what is left of these: the more of them are slow, the less each may hold, and a quarter
 * is always there for those that answer. (The dynamic thresholds of Choudhury and Hahne, IEEE/ACM Transactions on
 * Networking 6(2), 1998, for the queues of a switch that share its memory.)
 *
 * @param <R> a request
 */
final class EndpointLanes<R> {
    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(100);
    private static final long LONGEST_WAIT_FOR_A_PLACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SHARE = 16;
    private static final int WAITING_SHARE = 4;

    private final DeliverySettings settings;
    private final Clock clock;
    private final int slowPlaces;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final KnownLanes<R> lanes;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Patience amongSlow = new Patience();
    private int underWay;
    private int slowUnderWay;
    private int waiting;

    EndpointLanes(DeliverySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.lanes = new KnownLanes<>(settings);
        this.mostWaiting = 4 * settings.inFlight();
        this.slowPlaces = Math.max(1, settings.inFlight() * 3 / 4);
    }

    /** Where a request goes. */
    record Destination(String endpoint, String host) {}

    /** What became of a request to enter. */
    sealed interface Entry {
        /** Run it now, and {@link #leave} afterwards. */
        record Admitted() implements Entry {}

        /** It will be handed out by {@link #leave} when another one has left. */
        record Waiting() implements Entry {}

        /** Not now; its turn is about that far away. */
        record SentBack(Duration delay) implements Entry {}
    }

    /**
     * Asks for a place. For an endpoint that answers, or may, this waits a moment while others have all of them, which
     * slows down whoever brings requests to what the endpoints take; not again for a while when it was in vain.
     */
    Entry enter(Destination to, R request) {
        lock.lock();
        try {
            Lane<R> lane = lanes.of(to.endpoint);
            if (lane.circuit.isOpen()) {
                return enterOpen(lane, to);
            }
            if (hasPlace(lane, to) || (isWorthWaiting(lane, to) && awaitPlace(lane, to))) {
                begin(lane, to);
                return new Entry.Admitted();
            }
            return queueUp(lane, request);
        } finally {
            lock.unlock();
        }
    }

    private Entry enterOpen(Lane<R> lane, Destination to) {
        boolean due = lane.circuit.untilProbe(clock.instant()).isZero();
        if (!due || lane.underWay() > 0 || slowUnderWay >= slowPlaces || !isFree(to)) {
            return new Entry.SentBack(delay(lane));
        }
        lane.circuit.probe();
        begin(lane, to);
        return new Entry.Admitted();
    }

    private boolean hasPlace(Lane<R> lane, Destination to) {
        return !lane.circuit.isOpen()
                && lane.underWay() < width(lane)
                && (lane.isQuick() || slowUnderWay < slowPlaces)
                && isFree(to);
    }

    /** Whether neither the bound in all nor that of the host is reached. */
    private boolean isFree(Destination to) {
        return underWay < settings.inFlight() && !isFull(to);
    }

    private boolean isFull(Destination to) {
        Host host = hosts.get(to.host);
        return host != null && host.underWay >= settings.inFlightPerHost();
    }

    private int width(Lane<R> lane) {
        int most = settings.inFlightPerEndpoint();
        return lane.isQuick() ? most : Math.clamp((slowPlaces - slowUnderWay) / SHARE, 1, most);
    }

    /**
     * Where those that answer have taken all places it always is: these are soon free again, and who brings jobs is to
     * bring no more than they take.
     */
    private boolean isWorthWaiting(Lane<R> lane, Destination to) {
        return lane.underWay() < width(lane)
                && (lane.isQuick() || (lane.isUnknown() && amongSlow.isLeft()))
                && (!isFull(to) || host(to).patience.isLeft());
    }

    private Host host(Destination to) {
        return hosts.computeIfAbsent(to.host, _ -> new Host());
    }

    private boolean awaitPlace(Lane<R> lane, Destination to) {
        Patience patience = isFull(to) ? host(to).patience : amongSlow;
        boolean tells = isFull(to) || lane.isUnknown();
        boolean found = awaitFreed(lane, to);
        if (tells) {
            patience.learn(found || (patience == amongSlow && slowUnderWay < slowPlaces));
        }
        return found;
    }

    private boolean awaitFreed(Lane<R> lane, Destination to) {
        lane.arrive();
        try {
            long left = LONGEST_WAIT_FOR_A_PLACE_NANOS;
            while (left > 0 && !hasPlace(lane, to)) {
                left = freed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lane.depart();
        }
        return hasPlace(lane, to);
    }

    private void begin(Lane<R> lane, Destination to) {
        boolean slow = !lane.isQuick();
        lane.begin(slow);
        underWay++;
        slowUnderWay += slow ? 1 : 0;
        host(to).underWay++;
    }

    private Entry queueUp(Lane<R> lane, R request) {
        Duration wait = lane.wait(width(lane));
        boolean room = lane.waitingCount() < (mostWaiting - waiting) / WAITING_SHARE;
        if (!room || lane.underWay() == 0 || wait.compareTo(NEAR) > 0) {
            Duration atLeast = longer(wait.compareTo(NEAR) < 0 ? wait : NEAR, SHORTEST_DELAY);
            return new Entry.SentBack(lane.delay(clock.instant(), atLeast, width(lane)));
        }
        lane.await(request);
        waiting++;
        return new Entry.Waiting();
    }

    /** What a request told of its endpoint. */
    enum Verdict {
        /** It took what was sent. */
        ANSWERED,
        /** It did not. */
        FAILED,
        /** Nothing: nothing was sent. */
        NOT_SENT
    }

    /**
     * What follows when a request is over.
     *
     * @param next to be run now; they have their places
     * @param sentBack those that waited for an endpoint which no longer answers
     */
    record Left<R>(List<R> next, List<R> sentBack, Duration delay) {}

    /**
     * What a request tells that is over, while it still has its place; the endpoint took so long. Returns the hold of
     * the endpoint, if it is one to stay away from.
     */
    Optional<Hold> learn(Destination to, Verdict verdict, Duration took) {
        lock.lock();
        try {
            Lane<R> lane = lanes.of(to.endpoint);
            Instant now = clock.instant();
            lane.learn(verdict, took, now);
            return lane.circuit.isOpen()
                    ? Optional.of(new Hold(to.endpoint, now.plus(lane.circuit.untilProbe(now))))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the place of a request that is over. */
    Left<R> leave(Destination to) {
        lock.lock();
        try {
            Lane<R> lane = lanes.of(to.endpoint);
            release(lane, to);
            List<R> next = new ArrayList<>();
            while (lane.waitingCount() > 0 && hasPlace(lane, to)) {
                begin(lane, to);
                next.add(lane.nextWaiting());
            }
            // Nobody would hand them out later.
            List<R> back = lane.underWay() == 0 || lane.circuit.isOpen() ? lane.sendAllBack() : List.of();
            waiting -= next.size() + back.size();
            return new Left<>(next, back, back.isEmpty() ? Duration.ZERO : delay(lane));
        } finally {
            lock.unlock();
        }
    }

    private Duration delay(Lane<R> lane) {
        Instant now = clock.instant();
        Duration untilProbe = lane.circuit.untilProbe(now);
        return lane.delay(now, longer(untilProbe, NEAR), width(lane));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void release(Lane<R> lane, Destination to) {
        if (lane.end()) {
            slowUnderWay--;
        }
        underWay--;
        hosts.computeIfPresent(to.host, (_, host) -> --host.underWay == 0 ? null : host);
        freed.signalAll();
    }

    /** Takes out everything that waits for its turn. */
    List<R> sendAllBack() {
        lock.lock();
        try {
            waiting = 0;
            return lanes.all().flatMap(lane -> lane.sendAllBack().stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is under way; false when the time is over before. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (underWay > 0 && left > 0) {
                left = freed.awaitNanos(left);
            }
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    private static final class Host {
        private int underWay;
        private final Patience patience = new Patience();
    }
}
