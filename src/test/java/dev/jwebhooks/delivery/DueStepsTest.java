package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next step follows. */
class DueStepsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "there was something to do: {0}")
    @CsvSource({"true, PT0.02S", "false, PT0.25S"})
    void a_step_in_vain_is_not_followed_by_the_next_at_once(boolean done, Duration pause) {
        assertThat(steps(Optional.of(NOW), done).get()).isEqualTo(pause);
    }

    @Test
    void a_step_waits_for_its_time() {
        assertThat(steps(Optional.of(NOW.plusSeconds(3)), true).get()).isEqualTo(Duration.ofSeconds(3));
        assertThat(steps(Optional.empty(), true).get()).isEqualTo(Duration.ofSeconds(5));
    }

    private static DueSteps steps(Optional<Instant> next, boolean done) {
        return new DueSteps(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(5), () -> next, _ -> done);
    }
}
