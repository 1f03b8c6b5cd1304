package dev.jwebhooks.outbound;

/** Whether a request may go out on a connection that was kept from an earlier one. */
public enum Reuse {
    /**
     * It may. Where that connection breaks without a byte of an answer, its server had most likely closed it, so the
     * request goes out once more, on a new one.
     */
    ALLOWED,
    /** It gets a connection of its own, and goes out once whatever happens. */
    NEVER
}
