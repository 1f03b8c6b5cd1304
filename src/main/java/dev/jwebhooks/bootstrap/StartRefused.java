package dev.jwebhooks.bootstrap;

/** A start that cannot go on. The message is the one line the operator reads: what is wrong, and what to do. */
final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
