package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** An instance that is stopped in an orderly way leaves nothing for others to wait for. */
class StopTest {
    @Test
    void attempts_under_way_are_ended_and_what_was_not_begun_is_due_at_once() {
        String database = Databases.create();
        try (Receiver receiver = Receiver.start()) {
            receiver.answer("/slow", _ -> {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                return 200;
            });
            triggerAndStop(database, receiver);

            int sent = receiver.at("/slow").size();
            try (RunningService next = RunningService.start(database)) {
                assertThat(next.database()
                                .sql("select count(*) from deliveries where state = 'succeeded'")
                                .query(Integer.class)
                                .single())
                        .isGreaterThanOrEqualTo(sent);
                // Sooner than any lease would end.
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> receiver.at("/slow").size() >= 60);
            }
            assertThat(receiver.at("/slow").stream().map(Receiver.Received::deliveryId))
                    .doesNotHaveDuplicates();
        }
    }

    private static void triggerAndStop(String database, Receiver receiver) {
        try (RunningService service = RunningService.start(
                database, "--jwebhooks.delivery.in-flight=2", "--jwebhooks.delivery.in-flight-per-endpoint=2")) {
            Api api = service.api();
            TestAccount account = api.account(receiver.url("/slow"));
            String registration = api.register(account, "e", "{}");
            api.subscribe(account, registration);
            for (int i = 0; i < 60; i++) {
                api.trigger(account, registration);
            }
            await().until(() -> !receiver.at("/slow").isEmpty());
        }
    }
}
