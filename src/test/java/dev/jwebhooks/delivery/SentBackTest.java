package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.EndpointLanes.Destination;
import dev.jwebhooks.delivery.EndpointLanes.Entry.Admitted;
import dev.jwebhooks.delivery.EndpointLanes.Entry.SentBack;
import dev.jwebhooks.delivery.EndpointLanes.Entry.Waiting;
import dev.jwebhooks.delivery.EndpointLanes.Verdict;
import dev.jwebhooks.service.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** When what a slow endpoint cannot take comes again. */
class SentBackTest {
    private final SettableClock clock = new SettableClock();
    private final EndpointLanes<Integer> lanes = new EndpointLanes<>(
            new Binder(new MapConfigurationPropertySource(Map.of("in-flight", 64, "in-flight-per-endpoint", 4)))
                    .bindOrCreate("", DeliverySettings.class),
            clock);

    @Test
    void of_very_many_for_a_slow_endpoint_few_return_in_vain() {
        Returns returns = new Returns(answeringSlowly());
        returns.add(100_000);
        returns.pass(Duration.ofMinutes(1));
        int before = returns.count;

        returns.pass(Duration.ofMinutes(4));

        assertThat((returns.count - before) / 240).isLessThanOrEqualTo(60);
    }

    @Test
    void what_a_slow_endpoint_takes_returns_when_it_has_a_place() {
        Returns returns = new Returns(answeringSlowly());
        returns.add(200);

        returns.pass(Duration.ofMinutes(4));

        assertThat(returns.taken).isBetween(80, 150);
    }

    @Test
    void what_is_sent_back_while_an_endpoint_is_quick_again_does_not_stand_behind_what_was_before() {
        Destination endpoint = answeringSlowly();
        IntStream.range(0, 10_000).forEach(number -> lanes.enter(endpoint, number));
        for (int i = 0; i < 100; i++) {
            lanes.learn(endpoint, Verdict.ANSWERED, Duration.ofMillis(1));
        }

        // Its places are still taken, and as many wait as may.
        List<Duration> delays = IntStream.range(0, 200)
                .mapToObj(number -> lanes.enter(endpoint, number))
                .filter(SentBack.class::isInstance)
                .map(back -> ((SentBack) back).delay())
                .toList();

        assertThat(delays).isNotEmpty().allSatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(2)));
    }

    /** Deliveries to one endpoint that answers after 5 s, each of which returns when it was told to. */
    private final class Returns {
        private static final Duration TOOK = Duration.ofSeconds(5);
        private static final Duration STEP = Duration.ofMillis(250);

        private final Destination to;
        private final PriorityQueue<Instant> due = new PriorityQueue<>();
        private final PriorityQueue<Instant> ends = new PriorityQueue<>();
        private int count;
        private int taken;

        Returns(Destination to) {
            this.to = to;
        }

        void add(int deliveries) {
            IntStream.range(0, deliveries).forEach(_ -> enter());
        }

        void pass(Duration time) {
            for (long step = 0; step < time.dividedBy(STEP); step++) {
                clock.advance(STEP);
                Instant now = clock.instant();
                while (isOver(ends, now)) {
                    ends.remove();
                    leave(to, TOOK).next().forEach(_ -> begin());
                }
                while (isOver(due, now)) {
                    due.remove();
                    enter();
                }
            }
        }

        private static boolean isOver(PriorityQueue<Instant> times, Instant now) {
            return !times.isEmpty() && !times.element().isAfter(now);
        }

        private void enter() {
            count++;
            switch (lanes.enter(to, count)) {
                case Admitted() -> begin();
                case Waiting() -> {}
                case SentBack(Duration delay) -> due.add(clock.instant().plus(delay));
            }
        }

        private void begin() {
            taken++;
            ends.add(clock.instant().plus(TOOK));
        }
    }

    private Destination answeringSlowly() {
        Destination endpoint = new Destination("http://receiver/slow", "receiver");
        lanes.enter(endpoint, 0);
        leave(endpoint, Returns.TOOK);
        return endpoint;
    }

    private EndpointLanes.Left<Integer> leave(Destination to, Duration took) {
        lanes.learn(to, Verdict.ANSWERED, took);
        return lanes.leave(to);
    }
}
