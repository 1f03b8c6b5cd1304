package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.EndpointLanes.Destination;
import dev.jwebhooks.delivery.EndpointLanes.Entry;
import dev.jwebhooks.delivery.EndpointLanes.Entry.Admitted;
import dev.jwebhooks.delivery.EndpointLanes.Entry.SentBack;
import dev.jwebhooks.delivery.EndpointLanes.Entry.Waiting;
import dev.jwebhooks.delivery.EndpointLanes.Verdict;
import dev.jwebhooks.service.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EndpointLanesTest {
    private static final Duration QUICKLY = Duration.ofMillis(1);

    private final SettableClock clock = new SettableClock();
    private final EndpointLanes<Integer> lanes = lanes(Map.of("in-flight", 64, "in-flight-per-endpoint", 4));

    @Test
    void an_endpoint_that_answers_gets_as_many_at_once_as_its_lane_is_wide() {
        Destination endpoint = answering(lanes, "/a");

        assertThat(enter(endpoint, 5)).hasOnlyElementsOfTypes(Admitted.class, Waiting.class);
        assertThat(enter(endpoint, 1)).hasExactlyElementsOfTypes(Waiting.class);
        assertThat(lanes.enter(to("/other"), 0)).isInstanceOf(Admitted.class);
    }

    @Test
    void who_leaves_gives_the_place_to_the_one_that_waits_longest() {
        Destination endpoint = answering(lanes, "/a");
        IntStream.range(0, 6).forEach(number -> lanes.enter(endpoint, number));

        assertThat(leave(endpoint).next()).containsExactly(4);
        assertThat(leave(endpoint).next()).containsExactly(5);
        assertThat(leave(endpoint).next()).isEmpty();
    }

    @Test
    void what_a_slow_endpoint_cannot_take_soon_is_sent_back_to_return_at_its_pace() {
        Destination endpoint = answering(lanes, "/slow");
        lanes.enter(endpoint, 0);
        leave(lanes, endpoint, Verdict.ANSWERED, Duration.ofSeconds(40));
        enter(endpoint, 3);

        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(lanes.enter(endpoint, i))
                    .isInstanceOfSatisfying(SentBack.class, back -> delays.add(back.delay()));
        }

        assertThat(delays).isSorted();
        assertThat(delays.getLast().minus(delays.getFirst())).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void many_that_are_sent_back_return_a_few_times_a_second_and_not_each_by_itself() {
        Destination endpoint = answering(lanes, "/slow");
        lanes.enter(endpoint, 0);
        leave(lanes, endpoint, Verdict.ANSWERED, Duration.ofSeconds(2));
        enter(endpoint, 100);

        List<Long> sinceTheStep = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (lanes.enter(endpoint, i) instanceof SentBack(Duration delay)) {
                sinceTheStep.add(clock.instant().plus(delay).toEpochMilli() % 250);
            }
        }

        assertThat(sinceTheStep)
                .hasSize(100)
                .allSatisfy(millis -> assertThat(millis).isLessThan(100));
    }

    @Test
    void slow_and_unknown_endpoints_leave_places_for_those_that_answer() {
        Destination answering = answering(lanes, "/answers");
        for (int i = 0; i < 60; i++) {
            lanes.enter(failing(i), 0);
        }

        assertThat(enter(answering, 4)).hasOnlyElementsOfType(Admitted.class);
    }

    @Test
    void probes_leave_places_for_those_that_answer() {
        List<Destination> open = IntStream.range(0, 100)
                .mapToObj(number -> to("/dead/" + number))
                .toList();
        open.forEach(dead -> fail(dead, 5));
        Destination answering = answering(lanes, "/answers");
        clock.advance(Duration.ofSeconds(2));

        long probes = open.stream()
                .filter(dead -> lanes.enter(dead, 0) instanceof Admitted)
                .count();

        assertThat(probes).isEqualTo(48);
        assertThat(enter(answering, 4)).hasOnlyElementsOfType(Admitted.class);
    }

    @Test
    void the_more_endpoints_fail_the_fewer_places_each_of_them_has() {
        EndpointLanes<Integer> wide = lanes(Map.of("in-flight", 1_024, "in-flight-per-host", 1_024));
        Destination first = failing(wide, "/first");
        long alone = IntStream.range(0, 40)
                .filter(i -> wide.enter(first, i) instanceof Admitted)
                .count();
        for (int i = 0; i < 60; i++) {
            Destination other = failing(wide, "/other/" + i);
            IntStream.range(0, 40).forEach(number -> wide.enter(other, number));
        }

        Destination last = failing(wide, "/last");
        long together = IntStream.range(0, 40)
                .filter(i -> wide.enter(last, i) instanceof Admitted)
                .count();

        assertThat(alone).isEqualTo(32);
        assertThat(together).isBetween(1L, 12L);
    }

    @Test
    void one_host_has_no_more_under_way_than_it_may() {
        EndpointLanes<Integer> narrow = lanes(Map.of("in-flight-per-host", 10));
        for (int i = 0; i < 10; i++) {
            assertThat(narrow.enter(to("/" + i), 0)).isInstanceOf(Admitted.class);
        }

        assertThat(narrow.enter(to("/more"), 0)).isInstanceOf(SentBack.class);
        assertThat(narrow.enter(new Destination("http://other/", "other"), 0)).isInstanceOf(Admitted.class);
    }

    @Test
    void an_endpoint_that_failed_five_times_gets_one_probe_until_it_answers() {
        Destination dead = to("/dead");
        fail(dead, 5);
        assertThat(lanes.enter(dead, 0)).isInstanceOf(SentBack.class);

        clock.advance(Duration.ofSeconds(2));
        assertThat(lanes.enter(dead, 0)).isInstanceOf(Admitted.class);
        assertThat(lanes.enter(dead, 1)).isInstanceOf(SentBack.class);
        leave(dead);

        assertThat(enter(dead, 4)).hasOnlyElementsOfType(Admitted.class);
    }

    @Test
    void while_slow_endpoints_take_all_their_places_unknown_ones_are_waited_for_only_now_and_then() {
        for (int i = 0; i < 64; i++) {
            lanes.enter(failing(i), 0);
        }
        long start = System.nanoTime();

        for (int i = 0; i < 40; i++) {
            assertThat(lanes.enter(to("/unknown/" + i), 0)).isInstanceOf(SentBack.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void while_a_host_is_full_its_endpoints_are_waited_for_only_now_and_then() {
        EndpointLanes<Integer> narrow = lanes(Map.of("in-flight-per-host", 10));
        List<Destination> endpoints = IntStream.range(0, 50)
                .mapToObj(number -> answering(narrow, "/" + number))
                .toList();
        endpoints.subList(0, 10).forEach(endpoint -> narrow.enter(endpoint, 0));
        long start = System.nanoTime();

        endpoints
                .subList(10, 50)
                .forEach(endpoint -> assertThat(narrow.enter(endpoint, 0)).isInstanceOf(SentBack.class));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void what_waits_for_an_endpoint_that_stops_answering_is_sent_back() {
        Destination endpoint = answering(lanes, "/a");
        enter(endpoint, 4);
        lanes.enter(endpoint, 17);
        Set<Integer> back = new HashSet<>();

        for (int i = 0; i < 4; i++) {
            var left = leave(lanes, endpoint, Verdict.FAILED, QUICKLY);
            back.addAll(left.sentBack());
            left.next().forEach(_ -> leave(lanes, endpoint, Verdict.FAILED, QUICKLY));
        }

        assertThat(lanes.enter(endpoint, 18)).isInstanceOf(SentBack.class);
        assertThat(back.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void an_endpoint_that_came_again_is_known_after_a_burst_to_more_others_than_can_be() {
        Destination endpoint = answering(lanes, "/a");
        answering(lanes, "/a");
        IntStream.range(0, 30_000).forEach(number -> answering(lanes, "/once/" + number));
        // These take all places that those may take who are not known.
        IntStream.range(0, 48).forEach(number -> lanes.enter(to("/unknown/" + number), 0));
        assertThat(lanes.enter(to("/unknown"), 0)).isInstanceOf(SentBack.class);

        assertThat(lanes.enter(endpoint, 0)).isInstanceOf(Admitted.class);
    }

    private EndpointLanes<Integer> lanes(Map<String, ?> settings) {
        return new EndpointLanes<>(
                new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", DeliverySettings.class),
                clock);
    }

    private static Destination to(String path) {
        return new Destination("http://receiver" + path, "receiver");
    }

    private Destination answering(EndpointLanes<Integer> lanes, String path) {
        lanes.enter(to(path), 0);
        leave(lanes, to(path), Verdict.ANSWERED, QUICKLY);
        return to(path);
    }

    private Destination failing(int number) {
        return failing(lanes, "/failing/" + number);
    }

    private Destination failing(EndpointLanes<Integer> lanes, String path) {
        if (lanes.enter(to(path), 0) instanceof Admitted) {
            leave(lanes, to(path), Verdict.FAILED, QUICKLY);
        }
        return to(path);
    }

    private void fail(Destination to, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(lanes.enter(to, i)).isInstanceOf(Admitted.class);
            leave(lanes, to, Verdict.FAILED, QUICKLY);
        }
    }

    private List<Entry> enter(Destination to, int times) {
        return IntStream.range(0, times)
                .mapToObj(number -> lanes.enter(to, number))
                .toList();
    }

    private EndpointLanes.Left<Integer> leave(Destination to) {
        return leave(lanes, to, Verdict.ANSWERED, QUICKLY);
    }

    private static EndpointLanes.Left<Integer> leave(
            EndpointLanes<Integer> lanes, Destination to, Verdict verdict, Duration took) {
        lanes.learn(to, verdict, took);
        return lanes.leave(to);
    }
}
