package dev.jwebhooks.bench;

/**
 * What a figure should reach.
 *
 * @param more whether more is better
 * @param bound at least, or at most
 * @param aim what it would be good to reach
 */
record Goal(boolean more, double bound, double aim) {
    static Goal atLeast(double bound, double aim) {
        return new Goal(true, bound, aim);
    }

    static Goal atMost(double bound, double aim) {
        return new Goal(false, bound, aim);
    }

    boolean metBy(double median) {
        return more ? median >= bound : median <= bound;
    }

    @Override
    public String toString() {
        String text = (more ? "≥ " : "≤ ") + Table.number(bound);
        return aim == bound ? text : text + ", aim " + Table.number(aim);
    }
}
