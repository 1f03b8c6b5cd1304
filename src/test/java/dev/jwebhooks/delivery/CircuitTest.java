package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Circuit circuit = new Circuit(3, Duration.ofSeconds(5));

    @Test
    void it_opens_after_so_many_failures_in_a_row() {
        circuit.failed(NOW);
        circuit.failed(NOW);
        circuit.answered();
        circuit.failed(NOW);
        circuit.failed(NOW);
        assertThat(circuit.isOpen()).isFalse();

        circuit.failed(NOW);

        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.untilProbe(NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(circuit.untilProbe(NOW.plusSeconds(1))).isZero();
    }

    @Test
    void the_pauses_between_probes_double_up_to_a_limit() {
        open();
        Instant now = NOW;
        for (int seconds : new int[] {2, 4, 5, 5}) {
            now = now.plus(circuit.untilProbe(now));
            circuit.probe();
            circuit.failed(now);
            assertThat(circuit.untilProbe(now)).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void failures_of_what_was_under_way_when_it_opened_make_no_pause_longer() {
        open();

        for (int i = 0; i < 30; i++) {
            circuit.failed(NOW.plusMillis(i));
        }

        assertThat(circuit.untilProbe(NOW)).isEqualTo(Duration.ofSeconds(1));
        circuit.probe();
        circuit.failed(NOW.plusSeconds(1));
        assertThat(circuit.untilProbe(NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void one_probe_at_a_time_is_under_way() {
        open();
        Instant due = NOW.plusSeconds(1);

        circuit.probe();
        assertThat(circuit.untilProbe(due)).isPositive();
        circuit.nothingSent();

        assertThat(circuit.untilProbe(due)).isZero();
    }

    @Test
    void the_first_answer_closes_it_and_forgets_the_pauses() {
        open();
        circuit.probe();
        circuit.answered();
        assertThat(circuit.isOpen()).isFalse();

        open();

        assertThat(circuit.untilProbe(NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_clock_that_was_set_back_does_not_keep_the_probe_away() {
        open();

        assertThat(circuit.untilProbe(NOW.minus(Duration.ofDays(1)))).isZero();
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            circuit.failed(NOW);
        }
    }
}
