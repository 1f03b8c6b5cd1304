package dev.jwebhooks.delivery;

/** The queue did not take, or did not confirm, some jobs; their deliveries go back to the schedule. */
final class QueueUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    QueueUnavailable(String message) {
        super(message);
    }

    QueueUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
