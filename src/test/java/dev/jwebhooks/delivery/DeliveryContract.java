package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for deliveries whichever queue carries their jobs. */
abstract class DeliveryContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RunningService service;
    private final Api api;
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner;

    DeliveryContract(RunningService service) {
        this.service = service;
        this.api = service.api();
        this.owner = api.account(receiver.url("/owner"));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_trigger_reaches_a_subscriber_signed_and_in_pythons_form() {
        TestAccount subscriber = api.account(receiver.url("/a"));
        String registration = api.register(owner, "order.paid", "{\"b\":1.10,\"a\":\"ü/\\u2028\"}");
        api.subscribe(subscriber, registration);

        api.trigger(owner, registration);

        Received received = receivedAt("/a", 1).getFirst();
        assertThat(received.body()).isEqualTo("{\"b\": 1.1, \"a\": \"\\u00fc/\\u2028\"}");
        assertThat(received.event()).isEqualTo("order.paid");
        assertThat(received.isSignedWith(subscriber.secretKey())).isTrue();
        assertThat(received.isSignedWith(owner.secretKey())).isFalse();
    }

    @Test
    void each_of_many_subscribers_gets_one_delivery_signed_with_its_own_key() {
        List<TestAccount> subscribers = IntStream.range(0, 250)
                .mapToObj(i -> api.account(receiver.url("/many/" + i)))
                .toList();
        String registration = api.register(owner, "e", "{}");
        subscribers.forEach(subscriber -> api.subscribe(subscriber, registration));

        api.trigger(owner, registration);

        await().atMost(SOON).until(() -> receiver.all().size() >= subscribers.size());
        for (int i = 0; i < subscribers.size(); i++) {
            assertThat(receiver.at("/many/" + i)).singleElement().matches(signedWith(subscribers.get(i)));
        }
        assertThat(deliveryIds(receiver.all())).hasSize(subscribers.size());
    }

    @Test
    void an_account_that_subscribed_twice_gets_one_delivery() {
        TestAccount subscriber = api.account(receiver.url("/a"));
        String registration = api.register(owner, "e", "{}");
        api.subscribe(subscriber, registration);
        api.subscribe(subscriber, registration);

        String triggered = api.trigger(owner, registration);

        awaitStates(triggered, "succeeded");
        assertThat(receiver.at("/a")).hasSize(1);
    }

    @Test
    void a_failed_delivery_is_tried_again_after_2_minutes_2_minutes_and_1_hour_and_then_given_up() {
        TestAccount subscriber = subscriberAnswering(500);
        String triggered = api.trigger(owner, subscribed(subscriber));

        for (Duration wait : List.of(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofHours(1))) {
            int before = receivedAt("/failing", 1).size();
            awaitFailedCount(subscriber, before);
            service.clock().advance(wait.minusSeconds(20));
            assertThat(receiver.at("/failing")).hasSize(before);
            service.clock().advance(Duration.ofSeconds(21));
            receivedAt("/failing", before + 1);
        }

        awaitStates(triggered, "failed");
        awaitFailedCount(subscriber, 4);
        assertThat(receiver.at("/failing")).hasSize(4);
        assertThat(deliveryIds(receiver.at("/failing"))).hasSize(1);
    }

    @Test
    void a_success_sets_the_failed_count_to_zero() {
        TestAccount subscriber = subscriberAnswering(503);
        String registration = subscribed(subscriber);
        api.trigger(owner, registration);
        awaitFailedCount(subscriber, 1);

        receiver.answer("/failing", 204);
        api.trigger(owner, registration);

        awaitFailedCount(subscriber, 0);
    }

    @Test
    void redirects_and_client_errors_are_failures_too() {
        TestAccount subscriber = subscriberAnswering(302);
        String registration = subscribed(subscriber);

        api.trigger(owner, registration);
        awaitFailedCount(subscriber, 1);
        receiver.answer("/failing", 404);
        api.trigger(owner, registration);

        awaitFailedCount(subscriber, 2);
    }

    @Test
    void no_failure_is_lost_when_many_attempts_end_at_once() {
        CountDownLatch allUnderWay = new CountDownLatch(30);
        receiver.answer("/failing", _ -> {
            allUnderWay.countDown();
            awaitQuietly(allUnderWay);
            return 500;
        });
        TestAccount subscriber = api.account(receiver.url("/failing"));
        String registration = subscribed(subscriber);

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                callers.execute(() -> api.trigger(owner, registration));
            }
        }

        awaitFailedCount(subscriber, 30);
    }

    @Test
    void an_account_over_its_limit_gets_nothing_until_its_endpoint_is_updated() {
        TestAccount subscriber = subscriberAnswering(500);
        String registration = subscribed(subscriber);
        String waiting = api.trigger(owner, registration);
        awaitFailedCount(subscriber, 1);
        setFailedCount(subscriber, 250);

        String refused = api.trigger(owner, registration);
        awaitStates(refused, "skipped");
        service.clock().advance(Duration.ofMinutes(3));
        awaitStates(waiting, "skipped");
        assertThat(receiver.at("/failing")).hasSize(1);

        api.patch("/v1/account", subscriber, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/mended")));
        api.trigger(owner, registration);
        receivedAt("/mended", 1);
    }

    @Test
    void a_delivery_outlives_its_registration_and_ends_with_its_account() {
        TestAccount subscriber = subscriberAnswering(500);
        String registration = subscribed(subscriber);
        String triggered = api.trigger(owner, registration);
        awaitFailedCount(subscriber, 1);

        api.delete("/v1/webhook/registration/" + registration, owner);
        service.clock().advance(Duration.ofMinutes(3));
        receivedAt("/failing", 2);
        awaitFailedCount(subscriber, 2);
        api.delete("/v1/account/" + subscriber.id(), subscriber);
        service.clock().advance(Duration.ofMinutes(3));

        awaitStates(triggered, "skipped");
        assertThat(receiver.at("/failing")).hasSize(2);
    }

    @Test
    void a_slow_endpoint_delays_only_itself() {
        TestAccount slow = api.account(receiver.url("/slow"));
        TestAccount quick = api.account(receiver.url("/quick"));
        receiver.answer("/slow", _ -> {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            return 200;
        });
        String registration = subscribed(slow);
        for (int i = 0; i < 60; i++) {
            api.trigger(owner, registration);
        }

        String quickRegistration = subscribed(quick);
        long start = System.nanoTime();
        api.trigger(owner, quickRegistration);
        receivedAt("/quick", 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        receivedAt("/slow", 60);
    }

    @Test
    void a_message_larger_than_usual_arrives_whole() {
        TestAccount subscriber = api.account(receiver.url("/large"));
        String data = "\"" + "x".repeat(900_000) + "\"";
        String registration = api.register(owner, "e", data);
        api.subscribe(subscriber, registration);

        api.trigger(owner, registration);

        assertThat(receivedAt("/large", 1).getFirst().body()).isEqualTo(data);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private TestAccount subscriberAnswering(int status) {
        receiver.answer("/failing", status);
        return api.account(receiver.url("/failing"));
    }

    private String subscribed(TestAccount subscriber) {
        String registration = api.register(owner, "e", "{\"n\": 1}");
        api.subscribe(subscriber, registration);
        return registration;
    }

    private List<Received> receivedAt(String path, int count) {
        await().atMost(SOON).until(() -> receiver.at(path).size() >= count);
        return receiver.at(path);
    }

    private void awaitFailedCount(TestAccount account, int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.get("/v1/account/" + account.id(), account)
                                .body()
                                .path("failed_count")
                                .asInt())
                        .isEqualTo(count));
    }

    private void awaitStates(String triggered, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service.database()
                                .sql("select state from deliveries where triggered_id = ?::uuid")
                                .param(triggered)
                                .query(String.class)
                                .list())
                        .isNotEmpty()
                        .containsOnly(state));
    }

    private void setFailedCount(TestAccount account, int count) {
        service.database()
                .sql("update accounts set failed_count = ? where username = ?")
                .params(count, account.username())
                .update();
    }

    private static Predicate<Received> signedWith(TestAccount account) {
        return received -> received.isSignedWith(account.secretKey());
    }

    private static Set<String> deliveryIds(List<Received> received) {
        Set<String> ids = new HashSet<>();
        received.forEach(one -> ids.add(one.deliveryId()));
        return ids;
    }
}
