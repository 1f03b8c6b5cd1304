package dev.jwebhooks.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What to write as {@code next_attempt_at} into delivery rows made now, for {@link Dispatcher#dispatch} to hand over.
 *
 * @param until when the relay is to look at them, should their job be lost
 */
public record Lease(Instant until) {
    /** The end of the lease as JDBC takes it. */
    public OffsetDateTime untilUtc() {
        return until.atOffset(ZoneOffset.UTC);
    }
}
