package dev.jwebhooks.schema;

import java.io.Serial;

/** A check that would take more than it may; its message says of what. */
final class TooCostly extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TooCostly(String message) {
        super(message, null, false, false);
    }
}
