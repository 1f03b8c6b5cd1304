package dev.jwebhooks.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one publisher whose fan-outs ask filters, while its turns take more than its share of the time:
 * how many subscribers a turn looks at, and how long the filters of one may take. Of one thread.
 */
final class FilterLine {
    private static final int SHRINKS_BY = 8;

    /** What may be used of the time, as a part of it. */
    private static final int SHARE = 4;

    /** Of so many timeouts' time over its share, each halves what filters may take. */
    private static final int HALVES_AFTER = 20;

    /** A machine that is busy makes any filter take that long now and then. */
    private static final int MOST_HALVINGS = 5;

    private static final int TRIES = 3;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final int largest;
    private final Duration timeout;
    private int chunk;
    private Duration over = Duration.ZERO;
    private Instant countedAt;
    private int inVain;
    private @Nullable UUID unasked;

    /** One that has used nothing yet. */
    FilterLine(int largest, Duration timeout, Instant now) {
        this.largest = largest;
        this.timeout = timeout;
        this.chunk = largest;
        this.countedAt = now;
    }

    /** How many subscribers its next turn looks at, at least 1. */
    int chunk() {
        return chunk;
    }

    /** A turn was done in that time. Twice as many are looked at only where that would be done in time, too. */
    void doneIn(Duration took) {
        inVain = 0;
        if (took.multipliedBy(SHARE).compareTo(timeout) < 0) {
            chunk = Math.min(largest, chunk * 2);
        }
    }

    /** A turn was not done in time. */
    void shrink() {
        chunk = Math.max(1, chunk / SHRINKS_BY);
    }

    /** Nobody is to blame for a turn that was not done in time; whether that was the case too often in a row. */
    boolean failsAgain() {
        inVain++;
        return inVain % TRIES == 0;
    }

    /** The triggered webhook whose message is not to be read. */
    Optional<UUID> unasked() {
        return Optional.ofNullable(unasked);
    }

    /** The filters of a message are not asked any more. */
    void leaveUnasked(UUID triggered) {
        unasked = triggered;
        chunk = largest;
    }

    /** Its fan-out has come to its end. */
    void ask() {
        unasked = null;
    }

    /** It has used so much time. */
    void use(Duration took, Instant now) {
        over = overAt(now).plus(took);
        countedAt = now;
    }

    /** How long a filter may take, and those of one subscriber together: the less, the more is used over the share. */
    Duration limit(Instant now) {
        long halvings = overAt(now).dividedBy(timeout.multipliedBy(HALVES_AFTER));
        return timeout.dividedBy(2L << Math.min(MOST_HALVINGS, halvings));
    }

    /** Whether a new one would do as well, or it is of who may never fire again. */
    boolean isForgettable(Instant now) {
        boolean asNew = chunk == largest && inVain == 0 && unasked == null;
        return (asNew && overAt(now).isZero()) || countedAt.plus(REMEMBERED).isBefore(now);
    }

    private Duration overAt(Instant now) {
        Duration most = timeout.multipliedBy((MOST_HALVINGS + 1) * HALVES_AFTER);
        Duration before = over.compareTo(most) < 0 ? over : most;
        Duration waited = Duration.between(countedAt, now).dividedBy(SHARE);
        Duration left = waited.isNegative() ? before : before.minus(waited);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
