package dev.jwebhooks.delivery;

import java.time.Instant;

/** The clock by which leases begin and end: one for all instances, as each judges the leases of the others. */
interface LeaseClock {
    /** What time it is by it. */
    Instant instant();
}
