package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that asks for work, step by step; each step tells after how long the next is to follow, at most the
 * interval. A {@link #wake()} lets it follow at once. A step that fails is logged and tried again after the interval;
 * one that meets an {@link Error} ends the process.
 */
public final class Poller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    /** There may be more to do. */
    public static final Duration AT_ONCE = Duration.ZERO;

    /** There is more to do, but no room for it now. */
    public static final Duration SOON = Duration.ofMillis(20);

    private final String name;
    private final Duration interval;
    private final Supplier<Duration> step;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private boolean failing;

    /** A poller, not yet started. */
    public Poller(String name, Duration interval, Supplier<Duration> step) {
        this.name = name;
        this.interval = interval;
        this.step = step;
    }

    /** Starts asking. */
    public synchronized void start() {
        thread = VitalThread.start(name, this::run);
    }

    /** Whether it was started and has not come to its end. */
    public boolean isRunning() {
        return thread != null;
    }

    /** Lets the next step follow at once. */
    public void wake() {
        wakeUps.release();
    }

    private void run() {
        try {
            while (!closed) {
                pause(stepSafely());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration wanted) throws InterruptedException {
        Duration pause = wanted.compareTo(interval) < 0 ? wanted : interval;
        if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }

    /** Nothing is lost when a step fails: what it would have done is still due. */
    private Duration stepSafely() {
        try {
            Duration pause = step.get();
            failing = false;
            return pause;
        } catch (RuntimeException error) {
            if (!failing) {
                log.warn("The {} cannot work now and will try again every {}", name, interval, error);
            }
            failing = true;
            return interval;
        }
    }

    /** Ends after the step under way, and waits for that. */
    @Override
    public synchronized void close() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        // Not by an interrupt: that would close the database connection of the step under its feet.
        closed = true;
        wake();
        try {
            running.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }
}
