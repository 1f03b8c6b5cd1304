package dev.jwebhooks.schema;

import java.time.Duration;

/** The time that the checks of one call have together, however many they are. For one thread. */
public final class CheckTime {
    private final Duration whole;
    private long leftNanos;

    CheckTime(Duration whole) {
        this.whole = whole;
        this.leftNanos = whole.toNanos();
    }

    /** What all have together. */
    Duration whole() {
        return whole;
    }

    /** What is left for the next, zero or less where nothing is. */
    long leftNanos() {
        return leftNanos;
    }

    void spend(long nanos) {
        leftNanos -= nanos;
    }
}
