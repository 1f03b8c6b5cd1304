package dev.jwebhooks.trigger;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whose turn it is of those that wait: who will have used the least time after it, if it takes as long as the one
 * before. So who needs little waits for one turn, however many others need much. Of one thread.
 */
final class FairTurns {
    /** Of time that others used: who used no more meanwhile is as one that comes new, but for what its turns take. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private record Past(Duration used, Duration last) {}

    private final Map<UUID, Past> pasts = new HashMap<>();
    private final Duration expected;

    /** What who waits has used at least. Who comes has used as much, or would go first until that were made up for. */
    private Duration least = Duration.ZERO;

    /** @param expected how long the first turn of one that is not known may take */
    FairTurns(Duration expected) {
        this.expected = expected;
    }

    /**
     * The next of them.
     *
     * @param waiting at least one; of those that are equal, the first
     */
    UUID next(List<UUID> waiting) {
        UUID next = waiting.stream().min(Comparator.comparing(this::afterwards)).orElseThrow();
        least = waiting.stream().map(this::used).min(Comparator.naturalOrder()).orElseThrow();
        pasts.values().removeIf(past -> past.used.plus(REMEMBERED).compareTo(least) < 0);
        return next;
    }

    /** An account's turn took that long. */
    void took(UUID account, Duration time) {
        pasts.put(account, new Past(used(account).plus(time), time));
    }

    /** Nothing waits. */
    void forget() {
        pasts.clear();
        least = Duration.ZERO;
    }

    private Duration afterwards(UUID account) {
        Past past = pasts.get(account);
        return used(account).plus(past == null ? expected : past.last);
    }

    private Duration used(UUID account) {
        Past past = pasts.get(account);
        return past == null || past.used.compareTo(least) < 0 ? least : past.used;
    }
}
