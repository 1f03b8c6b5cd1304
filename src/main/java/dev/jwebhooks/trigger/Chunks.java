package dev.jwebhooks.trigger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many subscribers one turn looks at: fewer for an account whose filters took too long, and for no other. Of one
 * thread.
 */
final class Chunks {
    private static final int SHRINKS_BY = 8;

    private final int largest;
    private final Map<UUID, Integer> smaller = new HashMap<>();

    Chunks(int largest) {
        this.largest = largest;
    }

    /** At least 1. */
    int of(UUID account) {
        return smaller.getOrDefault(account, largest);
    }

    /** What that account's last turn looked at was done in time. */
    void grow(UUID account) {
        smaller.computeIfPresent(account, (_, chunk) -> chunk * 2 < largest ? chunk * 2 : null);
    }

    /** It was not. */
    void shrink(UUID account) {
        smaller.put(account, Math.max(1, of(account) / SHRINKS_BY));
    }

    /** Nothing waits: what is remembered is of accounts that may never fire again. */
    void forget() {
        smaller.clear();
    }
}
