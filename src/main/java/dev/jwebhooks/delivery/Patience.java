package dev.jwebhooks.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Whether to wait for a place. After a wait in vain there is none for a while, which doubles up to a second with each
 * that follows, or those who wait would do nothing else.
 */
final class Patience {
    private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long lostAt;
    private long restNanos;

    boolean isLeft() {
        return restNanos == 0 || System.nanoTime() - lostAt >= restNanos;
    }

    /** Whether a wait was worth it. */
    void learn(boolean worthIt) {
        if (worthIt) {
            restNanos = 0;
        } else {
            lostAt = System.nanoTime();
            restNanos = Math.clamp(restNanos * 2, SHORTEST_REST_NANOS, LONGEST_REST_NANOS);
        }
    }
}
