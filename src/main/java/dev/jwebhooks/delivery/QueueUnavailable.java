package dev.jwebhooks.delivery;

import java.util.List;

/** The queue did not take, or did not confirm, some jobs; their deliveries go back to the schedule. */
final class QueueUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Job> refused;

    QueueUnavailable(String message, List<Job> refused) {
        super(message);
        this.refused = refused;
    }

    QueueUnavailable(String message, List<Job> refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** Those jobs: of what was to be published together, others may have begun. */
    List<Job> refused() {
        return refused;
    }
}
