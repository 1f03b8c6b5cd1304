package dev.jwebhooks.outbound;

/** A text that is no endpoint; the message says what is wrong, in words for whoever sent it. */
public final class InvalidEndpoint extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidEndpoint(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
