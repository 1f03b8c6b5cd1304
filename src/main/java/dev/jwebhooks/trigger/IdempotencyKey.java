package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller names a call by that it may have to send again, unique among its own calls (<a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">draft-ietf-httpapi-idempotency-key-header</a>).
 *
 * @param text 1 to 255 characters of printable ASCII without quotes and backslashes
 */
record IdempotencyKey(String text) {
    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    IdempotencyKey {
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(IdempotencyKey::isAllowed)) {
            throw Refused.badRequest(
                    "An idempotency key has 1 to 255 characters of printable ASCII without quotes and backslashes");
        }
    }

    /** By the draft a string in quotes (RFC 9651, section 3.3.3); many send it without, and mean the same. */
    static Optional<IdempotencyKey> ofHeader(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(String::strip)
                .map(IdempotencyKey::unquoted)
                .map(IdempotencyKey::new);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isAllowed(int character) {
        return character >= ' ' && character <= '~' && character != '"' && character != '\\';
    }
}
