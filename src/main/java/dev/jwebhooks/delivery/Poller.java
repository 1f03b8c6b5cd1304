package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that asks for work: as long as a step found some, the next follows at once; else after the interval or a
 * {@link #wake()}, whichever comes first. A step that fails is logged and tried again after the interval.
 */
public final class Poller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    private final String name;
    private final Duration interval;
    private final BooleanSupplier step;
    private final Semaphore wakeUps = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean closed;
    private boolean failing;

    /** A poller, not yet started; the step tells whether there may be more to do. */
    public Poller(String name, Duration interval, BooleanSupplier step) {
        this.name = name;
        this.interval = interval;
        this.step = step;
    }

    /** Starts asking. */
    public synchronized void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Lets the next step follow at once. */
    public void wake() {
        wakeUps.release();
    }

    private void run() {
        try {
            while (!closed) {
                if (!stepSafely() && wakeUps.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is lost when a step fails: what it would have done is still due. */
    private boolean stepSafely() {
        try {
            boolean more = step.getAsBoolean();
            failing = false;
            return more;
        } catch (RuntimeException error) {
            if (!failing) {
                log.warn("The {} cannot work now and will try again every {}", name, interval, error);
            }
            failing = true;
            return false;
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
