package dev.jwebhooks.outbound;

import java.time.Duration;

/** When the request of this thread must be over, by the monotonic clock. */
record Deadline(long start, long end) {
    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    static Deadline in(Duration timeout) {
        long now = System.nanoTime();
        return new Deadline(now, now + timeout.toNanos());
    }

    /** That of the request which the calling thread makes. */
    static Deadline current() {
        return CURRENT.get();
    }

    Answer bind(ScopedValue.CallableOp<Answer, RuntimeException> request) {
        return ScopedValue.where(CURRENT, this).call(request);
    }

    long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    boolean isOver() {
        return nanosLeft() == 0;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
