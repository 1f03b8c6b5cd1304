package dev.jwebhooks.web;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An id as a caller writes it. */
public final class IdText {
    // UUID.fromString also takes "1-1-1-1-1", which no record has.
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private IdText() {}

    /** Empty for what is no UUID in its whole length; its letters may be capitals. */
    public static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
