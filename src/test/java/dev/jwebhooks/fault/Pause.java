package dev.jwebhooks.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A fault lasts so long: time that has to pass, not a wait for something. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        of(Duration.ofMillis(millis));
    }

    static void of(Duration duration) {
        until(System.nanoTime() + duration.toNanos());
    }

    private static void until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
