package dev.jwebhooks.fault;

import java.util.Locale;

/** How an endpoint behaves; it stands in its path. */
enum Manner {
    /** Answers 200. */
    HEALTHY,
    /** Answers 500 to one in five, 200 to the others. */
    FLAKY,
    /** Answers 500. */
    ERROR,
    /** Accepts and says nothing. */
    HANG,
    /** Answers a byte every 100 ms, which is too slow for any timeout here. */
    DRIP,
    /** Resets the connection when it has the request. */
    RESET,
    /** Answers what is no HTTP. */
    GARBAGE,
    /** Answers 200, which counts, and a body without an end. */
    ENDLESS;

    /** No attempt there succeeds, so its account's failed count is the number of its attempts. */
    boolean neverSucceeds() {
        return this != HEALTHY && this != FLAKY && this != ENDLESS;
    }

    String path(int number) {
        return "/" + name().toLowerCase(Locale.ROOT) + "/" + number;
    }

    static Manner of(String path) {
        return valueOf(path.split("/", -1)[1].toUpperCase(Locale.ROOT));
    }
}
