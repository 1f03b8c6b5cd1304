package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;
import java.util.Optional;

/** What a username may be: 1 to 255 characters that survive the way through an HTTP header. */
public final class Username {
    private static final int LONGEST = 255;

    private Username() {}

    static String check(String username) {
        flaw(username).ifPresent(flaw -> {
            throw Refused.badRequest(flaw);
        });
        return username;
    }

    /** What keeps a text from being a username, in a sentence; empty where nothing does. */
    public static Optional<String> flaw(String username) {
        int length = username.codePointCount(0, username.length());
        if (length < 1 || length > LONGEST) {
            return Optional.of("The username must have 1 to 255 characters");
        }
        if (username.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("The username must not contain control characters");
        }
        // Servers strip white space around a header's value, so such an account could never call.
        if (!username.equals(username.strip())) {
            return Optional.of("The username must not begin or end with white space");
        }
        return Optional.empty();
    }
}
