package dev.jwebhooks.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What to write as {@code next_attempt_at} into delivery rows made now, for {@link Dispatcher#dispatch} to hand over.
 *
 * @param until when the relay is to look at them, should their job be lost
 * @param latestHold the end of the longest hold that an account can be in now, and as long again, as clocks differ;
 *     what is later was written by a clock that has been set back, and holds nothing
 */
public record Lease(Instant until, Instant latestHold) {
    static Lease from(Instant now, DeliverySettings settings) {
        return new Lease(
                now.plus(settings.lease()),
                now.plus(settings.circuitLongestPause().multipliedBy(2)));
    }

    /** The end of the lease as JDBC takes it. */
    public OffsetDateTime untilUtc() {
        return until.atOffset(ZoneOffset.UTC);
    }

    /** The end of the longest hold as JDBC takes it. */
    public OffsetDateTime latestHoldUtc() {
        return latestHold.atOffset(ZoneOffset.UTC);
    }
}
