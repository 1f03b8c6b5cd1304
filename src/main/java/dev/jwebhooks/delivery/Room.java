package dev.jwebhooks.delivery;

/** How much more a queue can take, as it was when it was last looked. */
enum Room {
    /** It is full, or away: nothing is to be leased. */
    NONE,

    /** Enough for what is fired or due now, but who waits for a turn is to wait on. */
    LITTLE,

    /** More is wanted, or those who take jobs may run out of them. */
    AMPLE;

    private static final int SHARE_OF_TURNS = 4;

    /**
     * Of a queue with so many jobs in it. Turns fill a quarter of a backlog: what is in a queue goes before all that
     * comes later, so a burst that could fill it whole would delay everybody by as much.
     */
    static Room of(long jobs, int backlog) {
        if (jobs >= backlog) {
            return NONE;
        }
        return jobs * SHARE_OF_TURNS < backlog ? AMPLE : LITTLE;
    }
}
