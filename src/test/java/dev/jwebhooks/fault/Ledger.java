package dev.jwebhooks.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the endpoints saw: how often each delivery came, and how it was answered. Also which deliveries a fault may have
 * caught between their request and its record; only those may come more often than Postgres knows.
 */
final class Ledger {
    private static final long RECENT_NANOS = 5_000_000_000L;

    private final Sightings sightings = new Sightings();
    private final Deque<Arrival> recent = new ArrayDeque<>();
    private final Set<UUID> caught = new HashSet<>();
    private long caughtInAll;
    private long allowed;
    private boolean outage;

    private record Arrival(UUID delivery, long nanos) {}

    /** Told before the answer is written, so that Postgres never knows of an answer that is not here. */
    synchronized void arrived(UUID delivery, Sightings.Answer answer) {
        sightings.add(delivery, answer);
        long now = System.nanoTime();
        recent.add(new Arrival(delivery, now));
        while (now - recent.element().nanos > RECENT_NANOS) {
            recent.remove();
        }
        if (outage) {
            caught(Set.of(delivery));
        }
    }

    /** How often it came, answered so. */
    synchronized int count(UUID delivery, Sightings.Answer answer) {
        return sightings.count(delivery, answer);
    }

    /** How often it came. */
    synchronized int count(UUID delivery) {
        return sightings.count(delivery);
    }

    /** What came in the last seconds. */
    synchronized Set<UUID> recent() {
        return recent.stream().map(Arrival::delivery).collect(Collectors.toSet());
    }

    /** These were under way, or not yet recorded, when a fault struck. */
    synchronized void caught(Set<UUID> deliveries) {
        caught.addAll(deliveries);
        caughtInAll += deliveries.size();
    }

    /** A fault strikes, and no more than so many of what it catches may come again. */
    synchronized void struck(int most) {
        allowed += most;
    }

    /** While nothing can be recorded, everything that comes is caught. */
    synchronized void outageBegins() {
        outage = true;
    }

    synchronized void outageEnds() {
        outage = false;
    }

    synchronized boolean wasCaught(UUID delivery) {
        return caught.contains(delivery);
    }

    /** How often deliveries may have come again: those that several faults caught may for each. */
    synchronized long mostDuplicates() {
        return Math.min(caughtInAll, allowed);
    }
}
