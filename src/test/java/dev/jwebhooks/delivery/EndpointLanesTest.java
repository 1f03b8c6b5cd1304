package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.EndpointLanes.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointLanesTest {
    private static final String ENDPOINT = "http://receiver/";
    private final EndpointLanes lanes = new EndpointLanes(2);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void as_many_are_admitted_as_the_lane_is_wide() {
        assertThat(enter(1)).isInstanceOf(Entry.Admitted.class);
        assertThat(enter(2)).isInstanceOf(Entry.Admitted.class);
        assertThat(enter(3)).isInstanceOf(Entry.Waiting.class);
        assertThat(lanes.enter("http://other/", () -> {})).isInstanceOf(Entry.Admitted.class);
    }

    @Test
    void who_leaves_gives_the_place_to_the_one_that_waits_longest() {
        enter(1);
        enter(2);
        enter(3);
        enter(4);

        lanes.leave(ENDPOINT, Duration.ofMillis(1)).orElseThrow().run();
        lanes.leave(ENDPOINT, Duration.ofMillis(1)).orElseThrow().run();

        assertThat(ran).containsExactly(3, 4);
        assertThat(enter(5)).isInstanceOf(Entry.Waiting.class);
    }

    @Test
    void a_slow_endpoints_overflow_is_sent_back_until_its_turn_is_likely() {
        enter(1);
        enter(2);
        enter(3);
        lanes.leave(ENDPOINT, Duration.ofSeconds(5));

        assertThat(enter(4))
                .isInstanceOfSatisfying(
                        Entry.Full.class,
                        full -> assertThat(full.delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6)));
    }

    @Test
    void nothing_is_kept_of_an_endpoint_with_nothing_under_way() {
        enter(1);
        lanes.leave(ENDPOINT, Duration.ofHours(1));

        assertThat(enter(2)).isInstanceOf(Entry.Admitted.class);
        assertThat(enter(3)).isInstanceOf(Entry.Admitted.class);
        assertThat(enter(4)).isInstanceOf(Entry.Waiting.class);
    }

    private Entry enter(int number) {
        return lanes.enter(ENDPOINT, () -> ran.add(number));
    }
}
