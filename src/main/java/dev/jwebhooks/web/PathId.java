package dev.jwebhooks.web;

import java.util.UUID;

/** Ids in paths. What is no UUID can be no record's id, so it is answered like an unknown one. */
public final class PathId {
    private PathId() {}

    /** The id, or a 404 with the given text. */
    public static UUID parse(String text, String whenNone) {
        return IdText.parse(text).orElseThrow(() -> Refused.notFound(whenNone));
    }
}
