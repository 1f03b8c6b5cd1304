package dev.jwebhooks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.fault.Flatness.Figure;
import dev.jwebhooks.fault.Stored.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Vitals GROWN = vitals(Duration.ofMinutes(3), 400);

    @Test
    void what_stays_as_it_is_is_flat_whatever_it_was_at_first() {
        assertThat(steep(minute -> sample(minute, vitals(Duration.ofMinutes(3), minute < 7 ? 200 : 400), 100)))
                .isEmpty();
    }

    @Test
    void memory_that_grows_at_one_age_is_found() {
        assertThat(steep(minute -> sample(minute, vitals(Duration.ofMinutes(3), 400 + 10 * minute), 100)))
                .containsExactly("resident MB, 2 to 5 min");
    }

    @Test
    void instances_of_different_ages_are_not_compared() {
        assertThat(steep(minute -> sample(
                        minute,
                        minute < 15 ? vitals(Duration.ofMinutes(1), 300) : vitals(Duration.ofMinutes(6), 500),
                        100)))
                .isEmpty();
    }

    @Test
    void tables_may_grow_by_their_rows_and_not_faster() {
        assertThat(steep(minute -> sample(minute, GROWN, 100 + 4 * minute)))
                .contains("bytes a row of deliveries", "MB of accounts", "MB of deliveries_due");
    }

    private static List<String> steep(IntFunction<Sample> samples) {
        List<Sample> all = IntStream.range(0, 30).mapToObj(samples).toList();
        return Flatness.of(all, LENGTH).stream()
                .filter(figure -> !figure.isFlat())
                .map(Figure::name)
                .toList();
    }

    private static Vitals vitals(Duration age, double residentMb) {
        return new Vitals(age, residentMb, 100, 50, OptionalDouble.of(40));
    }

    private static Sample sample(int minute, Vitals instance, long bytesPerRow) {
        long rows = 10_000L * (minute + 1);
        Table growing = new Table(rows, rows * bytesPerRow, 0, 0);
        Table constant = new Table(40, bytesPerRow * bytesPerRow * 1_000, 0, 0);
        return new Sample(
                Duration.ofMinutes(minute),
                List.of(instance),
                new Stored(
                        Map.of(
                                "deliveries", growing,
                                "attempts", growing,
                                "triggered_webhooks", growing,
                                "accounts", constant,
                                "fan_outs", constant),
                        bytesPerRow * bytesPerRow * 3_000,
                        100));
    }
}
