package dev.jwebhooks.web;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths. What is no UUID can be no record's id, so it is answered like an unknown one. */
public final class PathId {
    // UUID.fromString also takes "1-1-1-1-1", which no record has.
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private PathId() {}

    /** The id, or a 404 with the given text. */
    public static UUID parse(String text, String whenNone) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw Refused.notFound(whenNone);
        }
        return UUID.fromString(text);
    }
}
