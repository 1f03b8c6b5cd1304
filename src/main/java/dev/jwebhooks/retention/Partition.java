package dev.jwebhooks.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of a table.
 *
 * @param name its own, as a table
 * @param from when the time of its rows begins; empty for the first, of all that was before
 * @param until when it ends
 */
record Partition(String name, Optional<Instant> from, Instant until) {
    /** In the names of those that have nothing but what was needed of others. */
    static final String KEPT = "_before_";

    /** Whether it took the place of others that were dropped. */
    boolean isKept() {
        return name.contains(KEPT);
    }
}
