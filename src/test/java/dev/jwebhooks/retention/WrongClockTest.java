package dev.jwebhooks.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a clock that does not agree with PostgreSQL's. */
class WrongClockTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void an_instance_a_year_ahead_drops_and_makes_no_partition_until_its_clock_is_right_again() {
        try (RunningService service =
                RunningService.start(Databases.migrated(), "--jwebhooks.retention.poll-interval=20ms")) {
            PartitionStore store = service.part(PartitionStore.class);
            await().until(() -> end(store).isAfter(Instant.now().plus(Duration.ofDays(10))));
            List<Partition> before = store.of(TimedTable.DELIVERIES);

            service.clock().advance(YEAR);

            AgreedTime time = service.part(AgreedTime.class);
            assertThatThrownBy(time::now).hasMessageContaining("set the wrong one right");
            await().during(Duration.ofMillis(500))
                    .until(() -> store.of(TimedTable.DELIVERIES).equals(before));

            service.clock().advance(YEAR.negated());
            assertThat(time.now()).isBeforeOrEqualTo(Instant.now());
        }
    }

    private static Instant end(PartitionStore store) {
        return store.of(TimedTable.DELIVERIES).getLast().until();
    }
}
