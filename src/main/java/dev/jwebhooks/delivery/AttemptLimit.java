package dev.jwebhooks.delivery;

/** How often one delivery is attempted, whoever wants it sent again. */
public final class AttemptLimit {
    /**
     * What was attempted as often as this is not sent again; a schedule that runs then goes on to its end, which is at
     * most 100 more. The column that counts attempts holds 32,767, and one that it cannot count would be repeated for
     * ever.
     */
    public static final int MOST = 1_000;

    private AttemptLimit() {}
}
