package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An instance that is stopped in an orderly way leaves nothing for others to wait for. */
class StopTest {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration A_LITTLE = Duration.ofMillis(1_500);

    @Test
    void attempts_under_way_are_ended_and_what_was_not_begun_is_due_at_once() {
        String database = Databases.migrated();
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

    @Test
    void what_waits_for_an_endpoint_that_hangs_is_due_at_once_and_not_when_the_request_is_over() {
        String database = Databases.migrated();
        try (Receiver receiver = Receiver.start()) {
            CountDownLatch released = hang(receiver, "/hangs");
            RunningService service = startWith(database, "--jwebhooks.delivery.in-flight-per-endpoint=2");
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/hangs"));
            for (int i = 0; i < 10; i++) {
                api.trigger(publisher);
            }
            await().until(() -> receiver.at("/hangs").size() == 2);

            Instant told = Instant.now();
            assertStopsInTime(service);
            assertThat(dueOfThoseNotAttempted(database))
                    .hasSize(8)
                    .allSatisfy(due -> assertThat(due).isBefore(told.plus(A_LITTLE)));
            released.countDown();
        }
    }

    @Test
    void a_job_for_more_endpoints_than_there_are_places_keeps_no_stop_waiting() {
        String database = Databases.migrated();
        try (Receiver receiver = Receiver.start()) {
            CountDownLatch released = hang(receiver, "/owner");
            RunningService service = startWith(database, "--jwebhooks.delivery.in-flight=4");
            Api api = service.api();
            TestAccount owner = api.account(receiver.url("/owner"));
            String registration = api.register(owner, "e", "{}");
            for (int i = 0; i < 100; i++) {
                receiver.answer("/s/" + i, _ -> awaitQuietly(released));
                api.subscribe(api.account(receiver.url("/s/" + i)), registration);
            }
            api.trigger(owner, registration);
            await().until(() -> !receiver.all().isEmpty());

            Instant told = Instant.now();
            assertStopsInTime(service);
            assertThat(dueOfThoseNotAttempted(database))
                    .hasSizeGreaterThan(90)
                    .allSatisfy(due -> assertThat(due).isBefore(told.plusSeconds(10)));
            released.countDown();
        }
    }

    private static CountDownLatch hang(Receiver receiver, String path) {
        CountDownLatch released = new CountDownLatch(1);
        receiver.answer(path, _ -> awaitQuietly(released));
        return released;
    }

    private static int awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    private static RunningService startWith(String database, String setting) {
        return RunningService.start(
                database,
                setting,
                "--jwebhooks.delivery.request-timeout=" + STOP_TIMEOUT.toSeconds() + "s",
                "--jwebhooks.delivery.stop-timeout=" + STOP_TIMEOUT.toSeconds() + "s");
    }

    private static void assertStopsInTime(RunningService service) {
        long start = System.nanoTime();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_TIMEOUT.plus(A_LITTLE));
    }

    private static List<Instant> dueOfThoseNotAttempted(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""))
                .sql("select next_attempt_at from jwebhooks.deliveries where attempts = 0")
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .map(OffsetDateTime::toInstant)
                .toList();
    }

    private static void triggerAndStop(String database, Receiver receiver) {
        try (RunningService service = RunningService.start(
                database, "--jwebhooks.delivery.in-flight=2", "--jwebhooks.delivery.in-flight-per-endpoint=2")) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/slow"));
            for (int i = 0; i < 60; i++) {
                api.trigger(publisher);
            }
            await().until(() -> !receiver.at("/slow").isEmpty());
        }
    }
}
