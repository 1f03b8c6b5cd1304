package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What is under way to one endpoint, what waits for it, and how it answered so far. */
final class Lane<R> {
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final long STEP_MS = 250;
    private static final int FAR_QUICKER = 8;
    private static final Duration LONGEST_SPREAD = Duration.ofHours(1);
    // Of many more than it takes soon so many return in a second, in case it is quicker by then; they cost little.
    private static final Duration LONGEST_BETWEEN_LATE = Duration.ofMillis(20);

    final Circuit circuit;
    private final Duration soon;
    private final Deque<R> waiting = new ArrayDeque<>();
    private int arriving;
    private int underWay;
    private int slowUnderWay;
    private Duration typical = Duration.ZERO;
    private Duration typicalOfLine = Duration.ZERO;
    private Instant nextSlot = Instant.MIN;
    private Instant lastSentBack = Instant.MIN;

    /** @param soon up to which what is sent back returns exactly at the pace at which the endpoint answers */
    Lane(Circuit circuit, Duration soon) {
        this.circuit = circuit;
        this.soon = soon;
    }

    /** It answered last time, and soon. */
    boolean isQuick() {
        return !isUnknown() && !circuit.hasFailedLast() && typical.compareTo(QUICK) < 0;
    }

    boolean isUnknown() {
        return typical.isZero() && !circuit.hasFailedLast();
    }

    boolean isIdle() {
        return underWay == 0 && waiting.isEmpty() && arriving == 0;
    }

    /** Somebody waits for a place to begin. */
    void arrive() {
        arriving++;
    }

    /** It waits no longer. */
    void depart() {
        arriving--;
    }

    int underWay() {
        return underWay;
    }

    int waitingCount() {
        return waiting.size();
    }

    /** One more goes out. */
    void begin(boolean slow) {
        underWay++;
        if (slow) {
            slowUnderWay++;
        }
    }

    void learn(EndpointLanes.Verdict verdict, Duration took, Instant now) {
        switch (verdict) {
            case ANSWERED -> circuit.answered();
            case FAILED -> circuit.failed(now);
            case NOT_SENT -> circuit.nothingSent();
        }
        if (verdict != EndpointLanes.Verdict.NOT_SENT) {
            typical =
                    typical.isZero() ? took : typical.multipliedBy(7).plus(took).dividedBy(8);
        }
    }

    /** One is over; tells whether it was counted as a slow one. */
    boolean end() {
        underWay--;
        if (slowUnderWay == 0) {
            return false;
        }
        slowUnderWay--;
        return true;
    }

    /** How long it takes until one more would have its turn, as far as past answers tell. */
    Duration wait(int width) {
        return typical.multipliedBy(waiting.size() + 1L).dividedBy(width);
    }

    void await(R request) {
        waiting.add(request);
    }

    R nextWaiting() {
        return waiting.remove();
    }

    List<R> sendAllBack() {
        List<R> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /**
     * How long to stay away: each that is sent back gets a time of its own, one after the other at the pace at which
     * the endpoint answers, so that they do not all come back at once. Who would have to stay away for long returns
     * somewhat earlier, and within an hour in any case: where more wait than the endpoint takes in that time, they come
     * in vain now and then. Those of one step come back together: each by itself, they would cost a look, a job and a
     * record each.
     */
    Duration delay(Instant now, Duration atLeast, int width) {
        Instant earliest = now.plus(atLeast);
        Instant latest = earliest.plus(LONGEST_SPREAD);
        // A line from before the clock was set back would be as far away as it was set.
        boolean setBack = now.isBefore(lastSentBack);
        lastSentBack = now;
        boolean goesOn = !setBack && nextSlot.isAfter(earliest) && nextSlot.isBefore(latest) && !isFarQuickerThanLine();
        Instant slot = goesOn ? nextSlot : earliest;
        typicalOfLine = goesOn && typicalOfLine.compareTo(typical) > 0 ? typicalOfLine : typical;
        Duration pace = typical.dividedBy(width);
        boolean late = slot.isAfter(earliest.plus(soon)) && pace.compareTo(LONGEST_BETWEEN_LATE) > 0;
        nextSlot = slot.plus(late ? LONGEST_BETWEEN_LATE : pace);
        return Duration.between(now, nextStep(slot));
    }

    /** Then nobody is to stand behind those who came while it was slow. */
    private boolean isFarQuickerThanLine() {
        return typical.multipliedBy(FAR_QUICKER).compareTo(typicalOfLine) < 0;
    }

    private static Instant nextStep(Instant moment) {
        long steps = Math.ceilDiv(moment.toEpochMilli(), STEP_MS);
        return Instant.ofEpochMilli(steps * STEP_MS);
    }
}
