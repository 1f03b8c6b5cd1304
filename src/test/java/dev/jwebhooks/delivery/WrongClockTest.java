package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances, of which one has a clock that is wrong by more than a lease. */
class WrongClockTest {
    /** So long that no request ends before all have come, on a slow machine too. */
    private static final String[] PATIENT = {
        "--jwebhooks.delivery.request-timeout=60s",
        "--jwebhooks.delivery.stop-timeout=60s",
        "--jwebhooks.delivery.lease=2m"
    };

    private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(150);
    private static final int DELIVERIES = 20;

    private static RunningService right;
    private static RunningService wrong;

    private final Receiver receiver = Receiver.start();
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        String database = Databases.migrated();
        right = RunningService.startWithLeasesByDatabase(database, PATIENT);
        wrong = RunningService.startWithLeasesByDatabase(database, PATIENT);
    }

    @AfterAll
    static void stop() {
        wrong.close();
        right.close();
    }

    @AfterEach
    void close() {
        answer.countDown();
        receiver.close();
    }

    @Test
    void one_that_is_ahead_takes_nothing_that_another_is_at() throws Exception {
        wrong.clock().advance(MORE_THAN_A_LEASE);
        try {
            isSentOnceFrom(right);
        } finally {
            wrong.clock().advance(MORE_THAN_A_LEASE.negated());
        }
    }

    @Test
    void what_one_that_is_behind_is_at_is_taken_by_no_other() throws Exception {
        wrong.clock().advance(MORE_THAN_A_LEASE.negated());
        try {
            isSentOnceFrom(wrong);
        } finally {
            wrong.clock().advance(MORE_THAN_A_LEASE);
        }
    }

    private void isSentOnceFrom(RunningService service) throws InterruptedException {
        receiver.answer("/slow", _ -> {
            waitFor(answer);
            return 200;
        });
        Api api = service.api();
        TestAccount account = api.account(receiver.url("/slow"));
        String registration = api.register(account, "e", "{}");
        api.subscribe(account, registration);
        for (int i = 0; i < DELIVERIES; i++) {
            api.trigger(account, registration);
        }
        await().until(() -> receiver.at("/slow").size() == DELIVERIES);

        await().during(Duration.ofMillis(600)).until(() -> receiver.at("/slow").size() == DELIVERIES);
        answer.countDown();

        await().until(() -> delivered(account) == DELIVERIES);
        assertThat(receiver.at("/slow")).hasSize(DELIVERIES);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int delivered(TestAccount account) {
        return right.database()
                .sql("select count(*) from deliveries where account_id = ?::uuid and state = 'succeeded'")
                .param(account.id())
                .query(Integer.class)
                .single();
    }
}
