package dev.jwebhooks.fault;

import java.util.Arrays;
import java.util.UUID;

/** Counts by delivery and answer, in plain arrays with open addressing: a long run sees millions of them. */
final class Sightings {
    private static final int BITS = 8;
    private static final int MOST = (1 << BITS) - 1;

    private long[] high = new long[1 << 12];
    private long[] low = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int size;

    /** What the endpoint did. */
    enum Answer {
        SUCCESS(0),
        ERROR(BITS),
        /** None, or none that can be read. */
        NONE(2 * BITS);

        private final int shift;

        Answer(int shift) {
            this.shift = shift;
        }
    }

    void add(UUID delivery, Answer answer) {
        if (2 * size >= counts.length) {
            grow();
        }
        int at = find(delivery.getMostSignificantBits(), delivery.getLeastSignificantBits());
        if (counts[at] == 0) {
            high[at] = delivery.getMostSignificantBits();
            low[at] = delivery.getLeastSignificantBits();
            size++;
        }
        if (count(counts[at], answer) < MOST) {
            counts[at] += 1 << answer.shift;
        }
    }

    int count(UUID delivery, Answer answer) {
        return count(at(delivery), answer);
    }

    int count(UUID delivery) {
        int at = at(delivery);
        return Arrays.stream(Answer.values())
                .mapToInt(answer -> count(at, answer))
                .sum();
    }

    private int at(UUID delivery) {
        return counts[find(delivery.getMostSignificantBits(), delivery.getLeastSignificantBits())];
    }

    private static int count(int counts, Answer answer) {
        return counts >> answer.shift & MOST;
    }

    /** Where it is, or where it would be put. */
    private int find(long mostSignificant, long leastSignificant) {
        int at = (int) (leastSignificant ^ leastSignificant >>> 32) & counts.length - 1;
        while (counts[at] != 0 && (high[at] != mostSignificant || low[at] != leastSignificant)) {
            at = at + 1 & counts.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldCounts = counts;
        high = new long[2 * oldHigh.length];
        low = new long[high.length];
        counts = new int[high.length];
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] != 0) {
                int at = find(oldHigh[i], oldLow[i]);
                high[at] = oldHigh[i];
                low[at] = oldLow[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
