package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.service.RunningService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final RunningService service = RunningService.inProcess();
    private final Recorder recorder = service.part(Recorder.class);
    private final Instant lease =
            service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    @Test
    void an_outcome_whose_texts_postgres_will_never_take_is_recorded_without_them_and_keeps_no_other_back() {
        List<UUID> deliveries = Stream.generate(this::delivery).limit(20).toList();
        for (int i = 0; i < 20; i++) {
            String error = i == 10 ? "no text of Postgres has U+0000: \0" : "HTTP 500";
            recorder.record(read(deliveries.get(i)), failed(error));
        }

        await().untilAsserted(() ->
                assertThat(attempts(deliveries.toArray(UUID[]::new))).isEqualTo(20));
        assertThat(recorder.isFailing()).isFalse();
        assertThat(error(deliveries.get(10))).isEqualTo(Attempt.UNSTORABLE);
        assertThat(error(deliveries.get(11))).isEqualTo("HTTP 500");
    }

    @Test
    void a_dead_lock_is_met_by_recording_again_and_taken_for_no_outage() throws SQLException {
        await().until(() -> !service.part(OutcomeWatch.class).isWanted());
        UUID delivery = deliveryOfAnAccount();
        long before = deadLocks();
        try (Connection other = service.part(DataSource.class).getConnection();
                Statement locks = other.createStatement()) {
            other.setAutoCommit(false);
            // Never the one that looks for a dead lock, and is ended.
            locks.execute("set local deadlock_timeout = '1min'");
            locks.execute("select from accounts where id = '%s' for update".formatted(delivery));
            recorder.record(read(delivery), failed("HTTP 500"));
            int pid = pid(locks);
            await().until(() -> somebodyWaitsFor(pid));

            locks.execute("select from deliveries where id = '%s' for update".formatted(delivery));
            await().during(Duration.ofMillis(700)).until(() -> !recorder.isFailing());
            other.rollback();
        }

        await().untilAsserted(() -> assertThat(attempts(delivery)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(deadLocks()).isGreaterThan(before));
    }

    private int attempts(UUID... deliveries) {
        return service.database()
                .sql("select count(*) from attempts where delivery_id = any(?)")
                .param(deliveries)
                .query(Integer.class)
                .single();
    }

    private String error(UUID delivery) {
        return service.database()
                .sql("select error from attempts where delivery_id = ?")
                .param(delivery)
                .query(String.class)
                .single();
    }

    private static int pid(Statement connection) throws SQLException {
        try (ResultSet row = connection.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private boolean somebodyWaitsFor(int pid) {
        return service.database()
                .sql("select exists (select from pg_stat_activity where ? = any(pg_blocking_pids(pid)))")
                .param(pid)
                .query(Boolean.class)
                .single();
    }

    private long deadLocks() {
        return service.database()
                .sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }

    private static Outcome failed(String error) {
        Attempt attempt = new Attempt(Instant.now(), Duration.ofMillis(1), null, error, null);
        return new Outcome.Failed(attempt, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    private UUID delivery() {
        UUID id = UUID.randomUUID();
        service.database()
                .sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at) values (?, ?, ?, ?)")
                .params(id, id, id, lease.atOffset(java.time.ZoneOffset.UTC))
                .update();
        return id;
    }

    /** One for all that this test asks: the ids of the two are the same. */
    private UUID deliveryOfAnAccount() {
        UUID id = delivery();
        service.database().sql("""
            insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, failed_count, epoch)
            values (?, ?, 'http://endpoint.example/', '', '', false, 0, now())
            """).params(id, id.toString()).update();
        return id;
    }

    private Delivery read(UUID id) {
        return new Delivery(id, id, 0, 0, lease, new Delivery.Message(id, "e", new Body.Small(new byte[0])), null);
    }
}
