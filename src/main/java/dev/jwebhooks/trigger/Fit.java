package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Refused;

/** What is known of whether a message's data fits its registration's schema, which is named by its digest. */
sealed interface Fit {
    /** It was not checked. */
    record Unknown() implements Fit {}

    /** It fits this one. */
    record Fits(String schema) implements Fit {}

    /** It does not fit this one, or could not be checked. */
    record Unfit(String schema, Refused why) implements Fit {}
}
