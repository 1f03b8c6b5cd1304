package dev.jwebhooks.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How attempts are counted as they are recorded: by account, minute and how long they took. Durations fall into classes
 * of whole milliseconds. But for the first class, of 0, and the last, which has no end, the longest of a class is less
 * than 1.44 times its shortest, so their middle by ratio is off from each of them by less than a fifth.
 */
public final class AttemptCounts {
    /**
     * Where one class ends and the next begins, in milliseconds; the first is of what took less than 1 ms. Rows in the
     * database mean places in this list: it can be added to at its end, and not be changed.
     */
    public static final List<Integer> BOUNDS_MS = List.of(
            1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1_024, 1_448, 2_048, 2_896,
            4_096, 5_793, 8_192, 11_585, 16_384, 23_170, 32_768, 46_341, 65_536, 92_682, 131_072, 185_364, 262_144);

    private static final int SLOTS = 16;

    /** A CTE that counts those attempts of a CTE {@code recorded} that were made; needs the {@link #parameters}. */
    static final String SQL = """
        , counted as (
            insert into attempt_counts as c (account_id, minute, succeeded, duration, slot, attempts)
            select account_id, date_trunc('minute', started_at), error is null,
                   width_bucket(took_ms, :bounds::int[]), :slot, count(*)
            from recorded where made > 0 group by 1, 2, 3, 4 order by 1, 2, 3, 4
            on conflict (account_id, minute, succeeded, duration, slot)
            do update set attempts = c.attempts + excluded.attempts
        )
        """;

    private final Map<String, Object> parameters = Map.of(
            "bounds",
            BOUNDS_MS.toArray(Integer[]::new),
            "slot",
            ThreadLocalRandom.current().nextInt(SLOTS));

    Map<String, Object> parameters() {
        return parameters;
    }
}
