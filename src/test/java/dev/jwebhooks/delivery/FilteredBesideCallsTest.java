package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FilteredBesideCallsTest {
    @Test
    void a_fan_out_with_filters_goes_on_while_others_keep_the_queue_more_than_a_quarter_full() throws Exception {
        try (Receiver receiver = Receiver.start();
                RunningService service =
                        RunningService.start(Databases.migrated(), "--jwebhooks.delivery.backlog=2400")) {
            Api api = service.api();
            TestAccount publisher = api.account(receiver.url("/publisher"));
            String registration = api.register(publisher, "e", "{\"n\": 1}");
            api.post("/v1/webhook/subscription/" + registration, publisher, "{\"filter\": \"$.n\"}");
            JobQueue queue = service.part(JobQueue.class);
            queue.publish(Collections.nCopies(2_000, jobOfNothing(service)));

            String triggered = api.trigger(publisher, registration);

            await().pollInterval(Duration.ofMillis(10)).until(() -> made(service, triggered) == 1);
            assertThat(queue.room()).isEqualTo(Room.LITTLE);
        }
    }

    /** Takes as long to read as any. */
    private static Job jobOfNothing(RunningService service) {
        List<UUID> unknown =
                Stream.generate(UUID::randomUUID).limit(Job.LARGEST).toList();
        return new Job(unknown, service.clock().instant().plusSeconds(30).truncatedTo(ChronoUnit.MICROS));
    }

    private static int made(RunningService service, String triggered) {
        return service.database()
                .sql("select count(*) from deliveries where triggered_id = ?::uuid")
                .param(triggered)
                .query(Integer.class)
                .single();
    }
}
