package dev.jwebhooks.stats;

import dev.jwebhooks.delivery.AttemptCounts;
import java.util.List;

/** How many attempts took how long, by the classes of {@link AttemptCounts}. */
final class Durations {
    private static final List<Integer> BOUNDS = AttemptCounts.BOUNDS_MS;
    private static final double HALF_A_MILLISECOND = 0.5;

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
     * What that share of attempts took at most, in milliseconds, told as the middle of the class that holds it: off by
     * less than a fifth from each whole number of milliseconds in the class.
     *
     * @param share above 0, up to 1
     * @return 0 where there are no attempts
     */
    double percentile(double share) {
        double rank = share * total();
        long counted = 0;
        for (int nth = 0; nth < counts.length; nth++) {
            counted += counts[nth];
            if (counted >= rank && counts[nth] > 0) {
                return middle(nth);
            }
        }
        return 0;
    }

    /** By ratio, not by difference. The first class is of less than 1 ms; the last has no end, so its beginning. */
    private static double middle(int nth) {
        if (nth == 0) {
            return HALF_A_MILLISECOND;
        }
        double least = BOUNDS.get(nth - 1);
        return nth == BOUNDS.size() ? least : Math.sqrt(least * (BOUNDS.get(nth) - 1));
    }
}
