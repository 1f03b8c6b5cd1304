package dev.jwebhooks.fault;

import java.util.List;
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
    ENDLESS,
    /** Answers 301 and points at itself. */
    REDIRECT_LOOP,
    /** Announces its answer a thousand times by 100 Continue, and then answers 200. */
    CONTINUES,
    /** Announces an answer for ever. */
    ONLY_CONTINUES,
    /** Answers 200 and a small body that inflates to a large one. */
    GZIP_BOMB,
    /** Begins to answer 200, and never ends its headers. */
    ENDLESS_HEADERS,
    /** Answers 200, and is found by a name that may lead elsewhere one day. */
    MOVING,
    /** Answers 200, but to one in fifty in one of the manners that mean ill. */
    MOODY;

    /** Those that mean ill. */
    static final List<Manner> HOSTILE = List.of(
            HANG, DRIP, RESET, GARBAGE, ENDLESS, REDIRECT_LOOP, CONTINUES, ONLY_CONTINUES, GZIP_BOMB, ENDLESS_HEADERS);

    /** No attempt there succeeds, so its account's failed count is the number of its attempts. */
    boolean neverSucceeds() {
        return switch (this) {
            case HEALTHY, FLAKY, MOVING, MOODY, ENDLESS, CONTINUES, GZIP_BOMB -> false;
            case ERROR, HANG, DRIP, RESET, GARBAGE, REDIRECT_LOOP, ONLY_CONTINUES, ENDLESS_HEADERS -> true;
        };
    }

    String host() {
        return this == MOVING ? Names.MOVING : "127.0.0.1";
    }

    String path(int number) {
        return "/" + name().toLowerCase(Locale.ROOT) + "/" + number;
    }

    static Manner of(String path) {
        return valueOf(path.split("/", -1)[1].toUpperCase(Locale.ROOT));
    }
}
