package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofHours(1));

    private final RetrySchedule schedule = new RetrySchedule(WAITS, 0);

    @Test
    void each_failure_but_the_last_has_a_wait_of_its_own() {
        assertThat(schedule.after(1, Duration.ZERO)).contains(Duration.ofMinutes(2));
        assertThat(schedule.after(2, Duration.ZERO)).contains(Duration.ofMinutes(2));
        assertThat(schedule.after(3, Duration.ZERO)).contains(Duration.ofHours(1));
        assertThat(schedule.after(4, Duration.ZERO)).isEmpty();
    }

    @Test
    void an_empty_schedule_means_one_attempt() {
        assertThat(new RetrySchedule(List.of(), 0).after(1, Duration.ZERO)).isEmpty();
    }

    @Test
    void an_endpoint_may_ask_for_a_longer_wait_and_not_for_a_shorter_one_or_one_more() {
        assertThat(schedule.after(1, Duration.ofMinutes(10))).contains(Duration.ofMinutes(10));
        assertThat(schedule.after(3, Duration.ofMinutes(10))).contains(Duration.ofHours(1));
        assertThat(schedule.after(4, Duration.ofMinutes(10))).isEmpty();
    }

    @Test
    void jitter_makes_waits_longer_each_by_another_time_and_none_shorter() {
        RetrySchedule spread = new RetrySchedule(WAITS, 0.5);

        List<Duration> waits = IntStream.range(0, 100)
                .mapToObj(_ -> spread.after(1, Duration.ZERO).orElseThrow())
                .toList();

        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3)));
        assertThat(waits.stream().distinct().count()).isGreaterThan(90);
    }
}
