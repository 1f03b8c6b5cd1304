package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FilterLineTest {
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private final Instant start = Instant.parse("2026-01-31T12:00:00Z");
    private final FilterLine line = new FilterLine(1_000, TIMEOUT, start);

    @Test
    void the_chunk_of_one_whose_filters_take_too_long_shrinks_to_one_subscriber() {
        line.shrink();
        assertThat(line.chunk()).isEqualTo(125);

        for (int i = 0; i < 3; i++) {
            line.shrink();
        }
        assertThat(line.chunk()).isEqualTo(1);
    }

    @Test
    void it_grows_again_with_each_turn_that_is_done_in_time_up_to_the_largest() {
        line.shrink();

        line.doneIn(Duration.ofMillis(50));
        assertThat(line.chunk()).isEqualTo(250);
        line.doneIn(Duration.ofMillis(50));
        line.doneIn(Duration.ofMillis(50));
        assertThat(line.chunk()).isEqualTo(1_000);
        line.doneIn(Duration.ofMillis(50));
        assertThat(line.chunk()).isEqualTo(1_000);
    }

    @Test
    void it_does_not_grow_where_twice_as_many_would_hardly_be_done_in_time() {
        line.shrink();

        line.doneIn(Duration.ofMillis(100));

        assertThat(line.chunk()).isEqualTo(125);
    }

    @Test
    void a_filter_may_take_half_of_the_time_and_less_the_more_is_used_over_the_share() {
        assertThat(line.limit(start)).isEqualTo(Duration.ofMillis(125));

        line.use(Duration.ofSeconds(4), start);
        assertThat(line.limit(start)).isEqualTo(Duration.ofMillis(125));
        line.use(Duration.ofSeconds(2), start);
        assertThat(line.limit(start)).isEqualTo(Duration.ofNanos(62_500_000));
        line.use(Duration.ofHours(1), start);
        assertThat(line.limit(start)).isBetween(Duration.ofMillis(3), Duration.ofMillis(4));
    }

    @Test
    void who_uses_no_more_than_the_share_keeps_the_half() {
        Instant now = start;
        for (int i = 0; i < 1_000; i++) {
            line.use(Duration.ofSeconds(1), now);
            now = now.plusSeconds(4);
        }

        assertThat(line.limit(now)).isEqualTo(Duration.ofMillis(125));
    }

    @Test
    void what_was_used_over_the_share_is_forgiven_in_time() {
        line.use(Duration.ofHours(1), start);

        assertThat(line.isForgettable(start.plusSeconds(60))).isFalse();
        assertThat(line.isForgettable(start.plusSeconds(121))).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_forgives_nothing() {
        line.use(Duration.ofSeconds(6), start);

        assertThat(line.limit(start.minusSeconds(3_600))).isEqualTo(Duration.ofNanos(62_500_000));
    }

    @Test
    void one_that_waits_long_for_its_turn_still_knows_its_chunk() {
        line.shrink();
        line.use(TIMEOUT, start);

        assertThat(line.isForgettable(start.plusSeconds(60))).isFalse();
        assertThat(line.isForgettable(start.plusSeconds(601))).isTrue();
    }

    @Test
    void the_third_turn_in_vain_is_one_too_many_and_one_done_in_time_begins_again() {
        assertThat(line.failsAgain()).isFalse();
        line.doneIn(Duration.ofMillis(1));

        assertThat(line.failsAgain()).isFalse();
        assertThat(line.failsAgain()).isFalse();
        assertThat(line.failsAgain()).isTrue();
    }

    @Test
    void a_message_that_is_not_to_be_read_is_known_until_its_end() {
        UUID triggered = UUID.randomUUID();
        line.shrink();

        line.leaveUnasked(triggered);
        assertThat(line.unasked()).contains(triggered);
        assertThat(line.chunk()).isEqualTo(1_000);

        line.ask();
        assertThat(line.unasked()).isEmpty();
    }
}
