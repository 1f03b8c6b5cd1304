package dev.jwebhooks.retention;

import java.time.Instant;

/** The clock of the database, which all instances share. */
interface DatabaseTime {
    /** What time it is by it. */
    Instant now();
}
