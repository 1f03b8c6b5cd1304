package dev.jwebhooks.json;

import java.io.Serial;
import tools.jackson.core.TokenStreamLocation;

/** A body that is refused. The message is a sentence for the API's caller: what is wrong, and where. */
public final class InvalidJson extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidJson(String message) {
        super(message);
    }

    static InvalidJson at(TokenStreamLocation place, String complaint) {
        return new InvalidJson(complaint + " at line " + place.getLineNr() + ", column " + place.getColumnNr());
    }
}
