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
record Partition(String name, Optional<Instant> from, Instant until) {}
