package dev.jwebhooks.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of a query, which are null where the caller left them out. */
public final class QueryValue {
    private QueryValue() {}

    /**
     * An id.
     *
     * @param parameter its name, for the caller who wrote it wrong
     * @throws Refused 400 for what is none
     */
    public static @Nullable UUID id(String parameter, @Nullable String value) {
        return value == null
                ? null
                : IdText.parse(value)
                        .orElseThrow(() -> Refused.badRequest(
                                "Invalid %s parameter: an id as the API gives them".formatted(parameter)));
    }

    /**
     * Any text that Postgres can hold.
     *
     * @param parameter its name, for the caller who wrote it wrong
     * @throws Refused 400 for one with U+0000
     */
    public static @Nullable String text(String parameter, @Nullable String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw Refused.badRequest(
                    "Invalid %s parameter: it must not contain the character U+0000".formatted(parameter));
        }
        return value;
    }
}
