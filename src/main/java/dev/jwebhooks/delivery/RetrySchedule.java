package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a failed delivery is tried again; PyWebhooks waits 2 minutes, 2 minutes and 1 hour. */
record RetrySchedule(List<Duration> waits) {
    /** The wait after so many failed attempts (1 or more), or empty when the schedule is spent. */
    Optional<Duration> after(int attempts) {
        return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
    }
}
