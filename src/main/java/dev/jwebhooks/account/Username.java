package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;

/** What a username may be: 1 to 255 characters that survive the way through an HTTP header. */
final class Username {
    private static final int LONGEST = 255;

    private Username() {}

    static String check(String username) {
        int length = username.codePointCount(0, username.length());
        if (length < 1 || length > LONGEST) {
            throw Refused.badRequest("The username must have 1 to 255 characters");
        }
        if (username.codePoints().anyMatch(Character::isISOControl)) {
            throw Refused.badRequest("The username must not contain control characters");
        }
        // Servers strip white space around a header's value, so such an account could never call.
        if (!username.equals(username.strip())) {
            throw Refused.badRequest("The username must not begin or end with white space");
        }
        return username;
    }
}
