package dev.jwebhooks.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What time it is, where two clocks agree on it: what is dropped because of a wrong one does not come back. */
@Component
class AgreedTime {
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final Clock clock;
    private final DatabaseTime database;

    AgreedTime(Clock clock, DatabaseTime database) {
        this.clock = clock;
        this.database = database;
    }

    /**
     * By the slower of this instance's clock and the database's.
     *
     * @throws IllegalStateException where they are apart by more than an hour; it tells what both say
     */
    Instant now() {
        Instant here = clock.instant();
        Instant there = database.now();
        if (Duration.between(here, there).abs().compareTo(TOLERANCE) > 0) {
            throw new IllegalStateException(
                    "It is %s by the clock of this instance and %s by PostgreSQL's: set the wrong one right. Until then"
                                    .formatted(here, there)
                            + " this instance drops nothing and makes no partition");
        }
        return here.isBefore(there) ? here : there;
    }
}
