package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.BodyMemory.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BodyMemoryTest {
    private static final int MEGABYTE = 1 << 20;

    private final BodyMemory memory = new BodyMemory(settings("12MB"));

    @Test
    void the_requests_to_one_endpoint_hold_half_of_it_and_those_to_two_a_third_each() {
        assertThat(takeAllFor("a")).hasSize(6);
        List<Share> b = takeAllFor("b");
        assertThat(b).hasSize(3);

        memory.giveBack(b.getFirst());
        assertThat(takeAllFor("a")).isEmpty();
        assertThat(takeAllFor("c")).isNotEmpty();
    }

    @Test
    void there_is_no_more_than_that() {
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(40)
                        .flatMap(i -> memory.take("endpoint-" + i, MEGABYTE).stream()))
                .hasSize(12);
    }

    @Test
    void what_was_given_back_can_be_had_again() {
        List<Share> all = takeAllFor("a");
        all.forEach(memory::giveBack);

        assertThat(takeAllFor("a")).hasSameSizeAs(all);
    }

    @Test
    void a_body_larger_than_all_of_it_has_it_alone() {
        Share other = memory.take("a", 1).orElseThrow();
        assertThat(memory.take("b", 100 * MEGABYTE)).isEmpty();

        memory.giveBack(other);
        Share alone = memory.take("b", 100 * MEGABYTE).orElseThrow();
        assertThat(memory.take("c", 1)).isEmpty();

        memory.giveBack(alone);
        assertThat(memory.take("c", 1)).isPresent();
    }

    @Test
    void those_without_room_come_back_one_after_the_other_and_within_seconds() {
        Set<Duration> delays = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            delays.add(memory.untilRoomFor(MEGABYTE));
        }

        assertThat(delays).hasSizeGreaterThan(100).allMatch(delay -> delay.compareTo(Duration.ofSeconds(11)) < 0);
    }

    private List<Share> takeAllFor(String endpoint) {
        List<Share> all = new ArrayList<>();
        Optional<Share> next = memory.take(endpoint, MEGABYTE);
        while (next.isPresent()) {
            all.add(next.get());
            next = memory.take(endpoint, MEGABYTE);
        }
        return all;
    }

    private static DeliverySettings settings(String bodyMemory) {
        return new Binder(new MapConfigurationPropertySource(Map.of("delivery.body-memory", bodyMemory)))
                .bindOrCreate("delivery", DeliverySettings.class);
    }
}
