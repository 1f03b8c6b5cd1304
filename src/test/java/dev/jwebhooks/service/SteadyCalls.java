package dev.jwebhooks.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Calls at a steady rate until it is closed. A caller whose call takes too long makes one of those that it missed, and
 * not all of them at once.
 */
public final class SteadyCalls implements AutoCloseable {
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean closed;

    private SteadyCalls() {}

    /** So many a second by all callers together, in turn; each is told its number, from 0 on. */
    public static SteadyCalls start(int callers, double perSecond, IntConsumer call) {
        SteadyCalls calls = new SteadyCalls();
        long apart = (long) (Duration.ofSeconds(1).toNanos() / perSecond);
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            int number = i;
            calls.callers.add(Thread.startVirtualThread(
                    () -> calls.call(start + number * apart, callers * apart, () -> call.accept(number))));
        }
        return calls;
    }

    private void call(long first, long interval, Runnable call) {
        for (long next = first; !closed; next = Math.max(next + interval, System.nanoTime() - interval)) {
            waitUntil(next);
            call.run();
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Returns when the last call is over. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
