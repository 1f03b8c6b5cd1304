package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is killed loses no delivery, whichever queue carries its jobs and wherever the kill strikes. The one
 * that was started after a kill is the one that the next test kills.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillContract {
    private static final int SUBSCRIBERS = 20;

    private final String database = Databases.migrated();
    private final List<String> queueSettings;
    private Path folder;
    private Receiver receiver;
    private @Nullable ServiceProcess running;

    KillContract(String... queueSettings) {
        this.queueSettings = List.of(queueSettings);
    }

    @BeforeAll
    void keepFolder(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void openReceiver() {
        receiver = Receiver.start();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @AfterAll
    void killRunning() {
        if (running != null) {
            running.kill();
        }
    }

    @Test
    void right_after_the_201() {
        ServiceProcess service = running();
        Setup setup = setUp(service.api());
        Set<String> triggered = trigger(service.api(), setup, 10);
        service.kill();

        assertEverythingArrivesAfterARestart(triggered.size());
    }

    @Test
    void between_the_commit_and_the_hand_over() {
        killRunning();
        ServiceProcess doomed = start(KilledBeforePublish.class);
        Setup setup = setUp(doomed.api());
        try {
            doomed.api().post("/v1/webhook/triggered/" + setup.registration(), setup.owner());
        } catch (AssertionError diedBeforeItsAnswer) {
            // The commit was made all the same.
        }
        doomed.awaitExit();

        assertThat(receiver.all()).isEmpty();
        assertEverythingArrivesAfterARestart(1);
    }

    @Test
    void while_posts_are_in_flight() {
        CountDownLatch held = new CountDownLatch(1);
        ServiceProcess service = running();
        Setup setup = setUp(service.api());
        answerAll(_ -> {
            awaitQuietly(held);
            return 200;
        });
        trigger(service.api(), setup, 1);
        await().atMost(Duration.ofSeconds(10)).until(() -> receiver.all().size() == SUBSCRIBERS);
        service.kill();
        held.countDown();
        answerAll(_ -> 200);

        assertEverythingArrivesAfterARestart(1, 2 * SUBSCRIBERS);
        // Nothing of what was in flight is known to have arrived, so each is sent once more.
        assertThat(receiver.all()).hasSize(2 * SUBSCRIBERS);
    }

    @Test
    void with_retries_waiting() {
        ServiceProcess service = running();
        Setup setup = setUp(service.api());
        answerAll(_ -> 500);
        trigger(service.api(), setup, 1);
        await().atMost(Duration.ofSeconds(10)).until(() -> failedCounts(service.api(), setup) == SUBSCRIBERS);
        service.kill();
        answerAll(_ -> 200);

        assertEverythingArrivesAfterARestart(1, 2 * SUBSCRIBERS);
        assertThat(receiver.all()).hasSize(2 * SUBSCRIBERS);
    }

    private record Setup(TestAccount owner, String registration, List<TestAccount> subscribers) {}

    /** Healthy, as the test before left it; or a new one. */
    private ServiceProcess running() {
        ServiceProcess last = running;
        ServiceProcess service = last != null && last.isRunning() ? last : start(JWebhooks.class);
        running = service;
        return service;
    }

    private ServiceProcess start(Class<?> main) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=postgres",
                "--jwebhooks.delivery.poll-interval=100ms",
                "--jwebhooks.delivery.request-timeout=2s",
                "--jwebhooks.delivery.lease=4s",
                "--jwebhooks.delivery.retry-schedule=3s,3s"));
        arguments.addAll(queueSettings);
        return ServiceProcess.start(main, folder, arguments).awaitHealthy();
    }

    private Setup setUp(Api api) {
        TestAccount owner = api.account(receiver.url("/owner"));
        String registration = api.register(owner, "e", "{}");
        List<TestAccount> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            TestAccount subscriber = api.account(receiver.url("/s/" + i));
            api.subscribe(subscriber, registration);
            subscribers.add(subscriber);
        }
        return new Setup(owner, registration, subscribers);
    }

    private static Set<String> trigger(Api api, Setup setup, int times) {
        Set<String> triggered = new HashSet<>();
        for (int i = 0; i < times; i++) {
            triggered.add(api.trigger(setup.owner(), setup.registration()));
        }
        return triggered;
    }

    private void assertEverythingArrivesAfterARestart(int triggers) {
        assertEverythingArrivesAfterARestart(triggers, triggers * SUBSCRIBERS);
    }

    /** So many posts in all, those before the restart included. */
    private void assertEverythingArrivesAfterARestart(int triggers, int posts) {
        ServiceProcess restarted = running();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(receiver.all()).as(restarted::lastOutput).hasSizeGreaterThanOrEqualTo(posts));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(succeeded()).as(restarted::lastOutput).hasSize(triggers * SUBSCRIBERS));
        assertThat(timesSeen().values()).allMatch(times -> times <= 2);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            assertThat(deliveryIds(receiver.at("/s/" + i))).hasSize(triggers);
        }
    }

    private Set<String> succeeded() {
        return deliveryIds(receiver.all());
    }

    private Map<String, Long> timesSeen() {
        return receiver.all().stream()
                .map(Received::deliveryId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Set<String> deliveryIds(List<Received> received) {
        return received.stream().map(Received::deliveryId).collect(Collectors.toSet());
    }

    private static int failedCounts(Api api, Setup setup) {
        return setup.subscribers().stream()
                .mapToInt(one -> api.get("/v1/account/" + one.id(), one)
                        .body()
                        .path("failed_count")
                        .asInt())
                .sum();
    }

    private void answerAll(ToIntFunction<Received> answer) {
        for (int i = 0; i < SUBSCRIBERS; i++) {
            receiver.answer("/s/" + i, answer);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
