package dev.jwebhooks.stats;

import dev.jwebhooks.delivery.AttemptCounts;
import java.util.List;

/** How many attempts took how long, by the classes of {@link AttemptCounts}. */
final class Durations {
    private static final List<Integer> BOUNDS = AttemptCounts.BOUNDS_MS;

    private final long[] counts = new long[BOUNDS.size() + 1];

    void add(int durationClass, long attempts) {
        counts[durationClass] += attempts;
    }

    long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /**
     * What that share of attempts took at most, in milliseconds: read off the class that holds it, as if its attempts
     * lay evenly in it.
     *
     * @param share above 0, up to 1
     */
    double percentile(double share) {
        double rank = share * total();
        long before = 0;
        for (int nth = 0; nth < counts.length; nth++) {
            if (before + counts[nth] >= rank && counts[nth] > 0) {
                double part = (rank - before) / counts[nth];
                return from(nth) + part * (to(nth) - from(nth));
            }
            before += counts[nth];
        }
        return 0;
    }

    private static int from(int nth) {
        return nth == 0 ? 0 : BOUNDS.get(nth - 1);
    }

    /** The last class has no end: what is in it is told as its beginning. */
    private static int to(int nth) {
        return nth < BOUNDS.size() ? BOUNDS.get(nth) : BOUNDS.getLast();
    }
}
