package dev.jwebhooks.pywebhooks;

/** A folder that nothing can be imported from. The message is one line: what is wrong, and what to do. */
public final class UnusableDump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableDump(String message) {
        super(message);
    }

    UnusableDump(String message, Throwable cause) {
        super(message, cause);
    }
}
