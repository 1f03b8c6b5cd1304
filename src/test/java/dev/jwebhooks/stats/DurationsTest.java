package dev.jwebhooks.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.AttemptCounts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private static final List<Integer> BOUNDS = AttemptCounts.BOUNDS_MS;

    @Test
    void a_percentile_is_off_by_less_than_a_fifth_whatever_the_attempts_took() {
        List<Integer> furtherOff = IntStream.range(1, BOUNDS.getLast())
                .filter(tookMs -> Math.abs(percentileOf(tookMs) - tookMs) >= tookMs / 5.0)
                .boxed()
                .toList();

        assertThat(furtherOff).isEmpty();
    }

    @Test
    void classes_without_a_middle_by_ratio_are_told_by_a_number_of_their_own() {
        assertThat(percentileOf(0)).isEqualTo(0.5);
        assertThat(percentileOf(1_000_000)).isEqualTo(262_144);
        assertThat(new Durations().percentile(1)).isZero();
    }

    /** Of a hundred attempts that all took that long, which is where it is furthest off. */
    private static double percentileOf(int tookMs) {
        Durations durations = new Durations();
        durations.add((int) BOUNDS.stream().filter(bound -> bound <= tookMs).count(), 100);
        return durations.percentile(0.99);
    }
}
