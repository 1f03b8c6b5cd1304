package dev.jwebhooks.pywebhooks;

/** A record that cannot be imported. The message is the reason, one of few, to be counted by. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
        // No stack trace: a dump may have a million of them.
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
