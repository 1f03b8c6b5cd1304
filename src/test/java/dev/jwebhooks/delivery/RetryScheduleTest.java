package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private final RetrySchedule schedule =
            new RetrySchedule(List.of(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofHours(1)));

    @Test
    void each_failure_but_the_last_has_a_wait_of_its_own() {
        assertThat(schedule.after(1)).contains(Duration.ofMinutes(2));
        assertThat(schedule.after(2)).contains(Duration.ofMinutes(2));
        assertThat(schedule.after(3)).contains(Duration.ofHours(1));
        assertThat(schedule.after(4)).isEmpty();
    }

    @Test
    void an_empty_schedule_means_one_attempt() {
        assertThat(new RetrySchedule(List.of()).after(1)).isEmpty();
    }
}
