package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.delivery.Outcome.Exhausted;
import dev.jwebhooks.delivery.Outcome.Skipped;
import dev.jwebhooks.delivery.Outcome.Succeeded;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker that was frozen during a request which succeeded, while another one had its delivery and ended it. */
class LateSuccessTest {
    private final RunningService service = RunningService.inProcess();
    private final JdbcClient database = service.database();
    private final OutcomeStore store = service.part(OutcomeStore.class);
    private final Instant lease =
            service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
    private final UUID account = account();
    private final UUID delivery = delivery();

    @Test
    void it_replaces_the_last_failure() {
        record(lease, new Exhausted(attempt(500, "HTTP 500")));
        assertThat(stored()).containsEntry("state", "failed").containsEntry("failed_count", 4);

        recordLateSuccess();

        assertThat(stored())
                .containsEntry("state", "succeeded")
                .containsEntry("attempts", 2)
                .containsEntry("made", 2L)
                .containsEntry("failed_count", 0);
    }

    @Test
    void it_replaces_that_nothing_was_to_be_sent() {
        record(lease, new Skipped("the account is over its limit of failed attempts"));

        recordLateSuccess();

        assertThat(stored())
                .containsEntry("state", "succeeded")
                .containsEntry("attempts", 1)
                .containsEntry("unexplained", true);
    }

    /** It may come twice, and counts once. */
    private void recordLateSuccess() {
        for (int i = 0; i < 2; i++) {
            record(lease.minusSeconds(60), new Succeeded(attempt(200, null)));
        }
    }

    private void record(Instant leasedUntil, Outcome outcome) {
        Delivery.Message message = new Delivery.Message(UUID.randomUUID(), "e", new Body.Small(new byte[0]));
        Delivery leased = new Delivery(delivery, account, 0, 0, leasedUntil, message, null);
        store.record(List.of(new Recorder.Entry(leased, outcome, Optional.empty())));
    }

    private static Attempt attempt(int status, @Nullable String error) {
        return new Attempt(Instant.now(), Duration.ofMillis(3), status, error, null);
    }

    private Map<String, @Nullable Object> stored() {
        return database.sql("""
            select d.state, d.attempts, d.reason is null as unexplained, a.failed_count,
                   (select count(distinct number) from attempts_made where delivery_id = d.id) as made
            from deliveries d join accounts a on a.id = d.account_id where d.id = ?
            """).param(delivery).query().singleRow();
    }

    private UUID account() {
        UUID id = UUID.randomUUID();
        database.sql("""
            insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, failed_count, epoch)
            values (?, ?, 'http://endpoint.example/', '', '', false, 3, now())
            """).params(id, id.toString()).update();
        return id;
    }

    private UUID delivery() {
        UUID id = UUID.randomUUID();
        database.sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at) values (?, ?, ?, ?)")
                .params(id, id, account, lease.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}
