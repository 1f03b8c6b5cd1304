package dev.jwebhooks.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** With clocks that do not agree with PostgreSQL's. */
class WrongClockTest {
    private static final Duration YEAR = Duration.ofDays(365);

    private final String url = Databases.create();

    @Test
    void an_instance_a_year_ahead_drops_and_makes_no_partition_until_its_clock_is_right_again() {
        try (RunningService service = RunningService.start(url, "--jwebhooks.retention.poll-interval=20ms")) {
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

    @Test
    void rows_of_a_clock_that_was_days_ahead_are_in_the_default_partition_after_the_upgrade() {
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .defaultSchema("jwebhooks")
                .target("13")
                .load()
                .migrate();
        UUID now = DeliveryIds.least(Instant.now());
        UUID ahead = DeliveryIds.least(Instant.now().plus(Duration.ofDays(3)));
        insertAsTheVersionBefore(now, "0 days");
        insertAsTheVersionBefore(ahead, "3 days");

        try (RunningService service = RunningService.start(url)) {
            JdbcClient database = service.database();
            assertThat(partitionOf(database, "deliveries", "id", now)).isEqualTo("deliveries_first");
            assertThat(partitionOf(database, "deliveries", "id", ahead)).isNotEqualTo("deliveries_first");
            assertThat(partitionOf(database, "attempts", "delivery_id", now)).isEqualTo("attempts_first");
            assertThat(partitionOf(database, "attempts", "delivery_id", ahead)).isNotEqualTo("attempts_first");
            assertThat(partitionOf(database, "attempt_counts", "account_id", now))
                    .isEqualTo("attempt_counts_first");
            assertThat(partitionOf(database, "attempt_counts", "account_id", ahead))
                    .isNotEqualTo("attempt_counts_first");
        }
    }

    private static Instant end(PartitionStore store) {
        return store.of(TimedTable.DELIVERIES).getLast().until();
    }

    private void insertAsTheVersionBefore(UUID id, String later) {
        JdbcClient before = JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""));
        before.sql("""
            insert into jwebhooks.deliveries (id, triggered_id, account_id, state, attempts) values (?, ?, ?, 'failed', 1)
            """).params(id, id, id).update();
        before.sql("""
            insert into jwebhooks.attempts (delivery_id, number, started_at, took_ms) values (?, 1, now(), 1)
            """).param(id).update();
        before.sql("""
            insert into jwebhooks.attempt_counts (account_id, minute, succeeded, duration, slot, attempts)
            values (?, date_trunc('minute', now() + ?::interval), false, 1, 1, 1)
            """).params(id, later).update();
    }

    private static String partitionOf(JdbcClient database, String table, String key, UUID id) {
        return database.sql("select tableoid::regclass::text from %s where %s = ?".formatted(table, key))
                .param(id)
                .query(String.class)
                .single();
    }
}
