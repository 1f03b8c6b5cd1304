package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps requests from an endpoint that does not answer: after some failures in a row it opens, and from then on lets
 * one probe through at a time, with pauses between them that double up to a limit. The first answer closes it. It only
 * says when a delivery may be attempted, never how often: what waits for it keeps all the attempts of its schedule.
 */
final class Circuit {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final int failuresToOpen;
    private final Duration longestPause;
    private int failuresInRow;
    private Duration pause = FIRST_PAUSE;
    private Instant nextProbe = Instant.MIN;
    private boolean probing;

    Circuit(int failuresToOpen, Duration longestPause) {
        this.failuresToOpen = failuresToOpen;
        this.longestPause = longestPause;
    }

    boolean isOpen() {
        return failuresInRow >= failuresToOpen;
    }

    boolean hasFailedLast() {
        return failuresInRow > 0;
    }

    /** How long until the next probe is due; zero when it is. */
    Duration untilProbe(Instant now) {
        if (probing) {
            return pause;
        }
        Duration left = nextProbe.isAfter(now) ? Duration.between(now, nextProbe) : Duration.ZERO;
        // Longer than any pause it can only be by a clock that was set back.
        return left.compareTo(longestPause) > 0 ? Duration.ZERO : left;
    }

    /** One request goes out to an endpoint whose circuit is open. */
    void probe() {
        probing = true;
    }

    /** The probe did not go out after all. */
    void nothingSent() {
        probing = false;
    }

    void answered() {
        failuresInRow = 0;
        pause = FIRST_PAUSE;
        probing = false;
    }

    /** What was under way already when it opened tells nothing new: only a probe's failure makes the pause longer. */
    void failed(Instant now) {
        failuresInRow++;
        boolean tellsMore = probing || failuresInRow == failuresToOpen;
        probing = false;
        if (isOpen() && tellsMore) {
            nextProbe = now.plus(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
    }
}
