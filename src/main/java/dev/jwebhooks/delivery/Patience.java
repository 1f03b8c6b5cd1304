package dev.jwebhooks.delivery;

import java.util.concurrent.TimeUnit;

/** Whether to wait for a place: not again for a second after it was in vain, or who waits would do nothing else. */
final class Patience {
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long lostAt = System.nanoTime() - REST_NANOS;

    boolean isLeft() {
        return System.nanoTime() - lostAt >= REST_NANOS;
    }

    void lose() {
        lostAt = System.nanoTime();
    }
}
