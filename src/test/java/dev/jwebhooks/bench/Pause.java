package dev.jwebhooks.bench;

import java.util.concurrent.TimeUnit;

/** Lets time pass, which is what a load driver does. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
