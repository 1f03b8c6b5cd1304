package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds the requests under way to each endpoint, so that a slow or dead one delays only itself. What is over the bound
 * waits here, without a thread, as long as its turn is near; else it is sent back to Postgres, to return when its turn
 * is likely.
 */
final class EndpointLanes {
    private static final long NEAR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_QUEUE = 100;

    private final int width;
    private final Map<String, Lane> lanes = new HashMap<>();

    EndpointLanes(int width) {
        this.width = width;
    }

    /** What became of a request to enter a lane. */
    sealed interface Entry {
        /** Run it now, and {@link #leave} afterwards. */
        record Admitted() implements Entry {}

        /** It will be handed out by {@link #leave} when another one has left. */
        record Waiting() implements Entry {}

        /** Its turn is about that far away. */
        record Full(Duration delay) implements Entry {}
    }

    synchronized Entry enter(String endpoint, Runnable request) {
        Lane lane = lanes.computeIfAbsent(endpoint, _ -> new Lane());
        if (lane.inFlight < width) {
            lane.inFlight++;
            return new Entry.Admitted();
        }
        long wait = lane.waitNanos(width);
        if (wait <= NEAR_NANOS && lane.waiting.size() < LONGEST_QUEUE) {
            lane.waiting.add(request);
            return new Entry.Waiting();
        }
        lane.sentBack++;
        return new Entry.Full(Duration.ofNanos(Math.max(wait, NEAR_NANOS)));
    }

    /** A request is over after so long; gives the one whose turn it is now, which takes the place over. */
    synchronized Optional<Runnable> leave(String endpoint, Duration took) {
        Lane lane = lanes.get(endpoint);
        if (lane == null) {
            throw new IllegalStateException("Nothing was under way to this endpoint");
        }
        lane.learn(took);
        Runnable next = lane.waiting.poll();
        if (next == null && --lane.inFlight == 0) {
            lanes.remove(endpoint);
        }
        return Optional.ofNullable(next);
    }

    private static final class Lane {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int inFlight;
        private long sentBack;
        private long typicalNanos;

        /** How long it takes until one more is served, as far as past answers tell. */
        private long waitNanos(int width) {
            return (waiting.size() + sentBack + 1) * typicalNanos / width;
        }

        private void learn(Duration took) {
            long nanos = took.toNanos();
            typicalNanos = typicalNanos == 0 ? nanos : (typicalNanos * 7 + nanos) / 8;
            sentBack = Math.max(0, sentBack - 1);
        }
    }
}
