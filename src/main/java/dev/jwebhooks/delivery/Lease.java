package dev.jwebhooks.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What to write as {@code next_attempt_at} into delivery rows made now.
 *
 * @param until when the relay is to look at them: the end of the lease, or now where no job will carry them
 * @param taken whether {@link Dispatcher#dispatch} will hand them over
 */
public record Lease(Instant until, boolean taken) {
    /** The end of the lease as JDBC takes it. */
    public OffsetDateTime untilUtc() {
        return until.atOffset(ZoneOffset.UTC);
    }
}
