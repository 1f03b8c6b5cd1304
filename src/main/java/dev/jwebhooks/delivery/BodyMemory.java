package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Bounds what the large bodies of requests under way hold together. Nobody waits here: a delivery whose body has no
 * room goes back to Postgres, to return at the pace at which memory is given back.
 *
 * <p>For one endpoint's requests no more is held than is left free, so that one which hangs takes half of it, and two
 * take a third each; an endpoint that holds none may take the last. A body as large as all of it has to find none held.
 */
@Component
class BodyMemory {
    private static final long SHORTEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_SPREAD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> heldFor = new HashMap<>();
    private long held;
    // As if somebody had held some for a second, until one has.
    private long typicalNanos = TimeUnit.SECONDS.toNanos(1);
    private long nextSlot = System.nanoTime();

    BodyMemory(DeliverySettings settings) {
        this.most = settings.bytesOfBodies();
    }

    /** Memory that was got, for whose requests, and when. */
    record Share(String endpoint, long bytes, long gotAt) {}

    /** Gets memory for a body, to be {@link #giveBack given back}; empty when there is not enough of it now. */
    Optional<Share> take(String endpoint, long size) {
        // One that is larger than all of it has it alone, or it would never be sent.
        long bytes = Math.min(size, most);
        lock.lock();
        try {
            long free = most - held;
            long own = heldFor.getOrDefault(endpoint, 0L);
            if (bytes > free || (own > 0 && own + bytes > free)) {
                return Optional.empty();
            }
            held += bytes;
            heldFor.put(endpoint, own + bytes);
            return Optional.of(new Share(endpoint, bytes, System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Share share) {
        lock.lock();
        try {
            held -= share.bytes;
            heldFor.computeIfPresent(share.endpoint, (_, own) -> own == share.bytes ? null : own - share.bytes);
            typicalNanos = (7 * typicalNanos + System.nanoTime() - share.gotAt) / 8;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long to stay away: each that asks gets a time of its own, one after the other, so that they do not all come
     * back at once.
     */
    Duration untilRoomFor(long size) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long slot = nextSlot - now;
            boolean usable = slot > SHORTEST_DELAY_NANOS && slot < SHORTEST_DELAY_NANOS + LONGEST_SPREAD_NANOS;
            long delay = usable ? slot : SHORTEST_DELAY_NANOS;
            nextSlot = now + delay + (long) ((double) typicalNanos * size / most);
            return Duration.ofNanos(delay);
        } finally {
            lock.unlock();
        }
    }
}
