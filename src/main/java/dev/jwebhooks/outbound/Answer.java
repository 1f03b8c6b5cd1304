package dev.jwebhooks.outbound;

import java.time.Duration;
import java.util.List;

/** What came of a request. */
public sealed interface Answer {
    /** From the first look-up of its host's name to the end. */
    Duration took();

    /** How often the request went out: twice where a kept connection had broken, see {@link Reuse}. */
    int requests();

    /**
     * The endpoint gave a status.
     *
     * @param headers in the order they came, as they came: a value may have any character but a line break
     * @param body what was read of its body
     * @param truncated whether there was more of it
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answered(int status, List<Header> headers, byte[] body, boolean truncated, Duration took, int requests)
            implements Answer {}

    /**
     * It gave none.
     *
     * @param text one line for people and logs, without control characters, up to 200 characters
     */
    record Unanswered(Reason reason, String text, Duration took, int requests) implements Answer {}

    /** Why there is no answer. */
    enum Reason {
        /** The time was over. */
        TIMED_OUT,
        /** No connection could be made. */
        REFUSED,
        /** Its host has no address. */
        UNRESOLVED,
        /** No secure connection could be made. */
        TLS,
        /** The connection broke, or what came was not HTTP or too much of it. */
        BROKEN
    }
}
