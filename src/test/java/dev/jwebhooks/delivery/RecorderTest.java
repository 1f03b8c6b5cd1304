package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final RunningService service = RunningService.inProcess();
    private final Recorder recorder = service.part(Recorder.class);
    private final Instant lease =
            service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    @Test
    void an_outcome_that_postgres_will_never_take_does_not_keep_the_others_back() {
        List<UUID> deliveries = Stream.generate(this::delivery).limit(20).toList();
        for (int i = 0; i < 20; i++) {
            String error = i == 10 ? "no text of Postgres has U+0000: \0" : "HTTP 500";
            recorder.record(read(deliveries.get(i)), failed(error));
        }

        await().untilAsserted(() -> assertThat(service.database()
                        .sql("select count(*) from attempts where delivery_id = any(?)")
                        .param(deliveries.toArray(UUID[]::new))
                        .query(Integer.class)
                        .single())
                .isEqualTo(19));
        assertThat(recorder.isFailing()).isFalse();
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

    private Delivery read(UUID id) {
        return new Delivery(id, id, 0, 0, lease, new Delivery.Message(id, "e", new Body.Small(new byte[0])), null);
    }
}
