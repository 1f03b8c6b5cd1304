package dev.jwebhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whether an endpoint gets anything, and what becomes of what is fired to one that does not. */
class EndpointStatusTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final String registration = api.register(shop, "order.paid", "{}");

    @BeforeEach
    void subscribe() {
        api.subscribe(anna, registration);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void an_endpoint_is_active_from_the_beginning() {
        assertThat(status().path("status").asString()).isEqualTo("active");
        assertThat(status().path("reason").isNull()).isTrue();
        assertThat(status().path("since").isNull()).isTrue();
    }

    @Test
    void while_it_is_paused_what_comes_waits_and_is_sent_when_it_is_resumed() {
        double before = service.clock().millis() / 1000.0;
        assertThat(post("pause").body().path("replaced").asInt()).isEqualTo(1);
        assertThat(post("pause").body().path("unchanged").asInt()).isEqualTo(1);
        List<String> fired = fire(3);
        assertThat(status().path("status").asString()).isEqualTo("paused");
        assertThat(status().path("reason").asString()).isEqualTo("paused by its owner");
        assertThat(status().path("since").asDouble()).isGreaterThanOrEqualTo(before);
        assertThat(deliveries("pending")).hasSize(3);
        assertThat(deliveries("pending").path(0).path("reason").asString()).isEqualTo("the account is paused");
        assertThat(deliveries("pending").path(0).path("next_attempt").isNull()).isTrue();
        assertThat(receiver.at("/anna")).isEmpty();

        assertThat(post("resume").body().path("replaced").asInt()).isEqualTo(1);

        await().until(() -> receiver.at("/anna").size() == 3);
        assertThat(status().path("status").asString()).isEqualTo("active");
        assertThat(post("resume").body().path("unchanged").asInt()).isEqualTo(1);
        assertThat(fired).hasSize(3);
    }

    @Test
    void what_waited_goes_out_at_a_bounded_pace_and_in_order() {
        post("pause");
        fire(250);

        long start = System.nanoTime();
        post("resume");

        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at("/anna").size() == 250);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_900));
        List<String> ids =
                receiver.at("/anna").stream().map(Received::deliveryId).toList();
        assertThat(ids.subList(0, 100)).allMatch(id -> id.compareTo(ids.get(200)) < 0);
    }

    @ParameterizedTest
    @CsvSource({"9999-01-01 00:00Z", "9998-01-01 00:00Z"})
    void what_is_put_to_wait_after_the_last_step_that_would_bring_it_out_is_sent_too(String until) {
        api.post("/v1/account/pause", anna);
        fire(3);
        // The account is active, nothing is under way for it, and its deliveries wait.
        service.database()
                .sql("update accounts set paused_since = null where id = ?::uuid")
                .param(anna.id())
                .update();
        service.database()
                .sql("update deliveries set next_attempt_at = ?::timestamptz where account_id = ?::uuid")
                .params(until, anna.id())
                .update();

        await().until(() -> receiver.at("/anna").size() == 3);
        await().until(() -> nextResumption().isEmpty());
    }

    @Test
    void what_waits_for_the_end_of_a_pause_is_left_alone() {
        post("pause");
        fire(3);
        WaitingStore waiting = service.part(WaitingStore.class);

        waiting.look(
                WaitingStore.Kind.PARKED, WaitingStore.FIRST, service.clock().instant(), 10_000);

        assertThat(nextResumption()).isEmpty();
        assertThat(deliveries("pending")).hasSize(3);
    }

    @Test
    void one_that_is_paused_has_no_step_to_come_whatever_it_chooses() {
        api.patch("/v1/account/delivery", anna, "{\"deliveries_per_second\": 5}");
        post("pause");
        api.patch("/v1/account/delivery", anna, "{\"deliveries_per_second\": null}");

        assertThat(nextResumption()).isEmpty();

        // As an instance of before had it.
        service.database()
                .sql("update accounts set next_resumption = 'epoch' where id = ?::uuid")
                .param(anna.id())
                .update();
        assertThat(service.part(EndpointStore.class).nextStep()).isNotEqualTo(Optional.of(Instant.EPOCH));
    }

    @Test
    void what_is_under_way_when_it_is_paused_is_recorded_and_its_retry_waits() {
        CountDownLatch held = new CountDownLatch(1);
        receiver.answer("/anna", _ -> {
            awaitQuietly(held);
            return 500;
        });
        fire(1);
        await().until(() -> receiver.at("/anna").size() == 1);

        post("pause");
        held.countDown();
        await().until(() -> deliveries("pending").path(0).path("attempt_count").asInt() == 1);
        service.database()
                .sql("update deliveries set next_attempt_at = ? where account_id = ?::uuid")
                .params(service.clock().instant().atOffset(java.time.ZoneOffset.UTC), anna.id())
                .update();

        await().until(() ->
                deliveries("pending").path(0).path("reason").asString().equals("the account is paused"));
        assertThat(receiver.at("/anna")).hasSize(1);
    }

    @Test
    void one_that_answers_410_gets_nothing_more_until_it_is_resumed() {
        receiver.answer("/anna", 410);
        fire(1);
        await().until(() -> status().path("status").asString().equals("disabled"));
        assertThat(status().path("reason").asString()).isEqualTo("the endpoint wants nothing more (410)");
        assertThat(deliveries("failed")).hasSize(1);

        fire(1);
        await().until(() -> deliveries("skipped").size() == 1);
        assertThat(deliveries("skipped").path(0).path("reason").asString())
                .isEqualTo("the endpoint wants nothing more (410)");
        assertThat(receiver.at("/anna")).hasSize(1);

        receiver.answer("/anna", 200);
        post("resume");
        fire(1);
        await().until(() -> receiver.at("/anna").size() == 2);
        assertThat(status().path("status").asString()).isEqualTo("active");
    }

    @Test
    void a_new_endpoint_is_active_whatever_the_one_before_said() {
        receiver.answer("/anna", 410);
        fire(1);
        await().until(() -> status().path("status").asString().equals("disabled"));

        api.patch("/v1/account", anna, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/moved")));

        assertThat(status().path("status").asString()).isEqualTo("active");
        fire(1);
        await().until(() -> receiver.at("/moved").size() == 1);
    }

    @Test
    void one_that_failed_too_often_in_a_row_is_disabled_until_it_is_resumed() {
        receiver.answer("/anna", 500);
        service.database()
                .sql("update accounts set failed_count = 249 where id = ?::uuid")
                .param(anna.id())
                .update();
        fire(1);
        await().until(() -> status().path("status").asString().equals("disabled"));
        assertThat(status().path("reason").asString()).isEqualTo("too many failed attempts in a row");

        receiver.answer("/anna", 200);
        post("resume");
        fire(1);

        await().until(() -> deliveries("succeeded").size() == 1);
        assertThat(status().path("status").asString()).isEqualTo("active");
    }

    @Test
    void the_limit_of_now_tells_who_is_disabled_and_not_the_one_of_then() {
        // As after an import, or under a lower limit than before: nobody saw it reached.
        failures(300, null);
        assertThat(status().path("status").asString()).isEqualTo("disabled");
        assertThat(status().path("since").isNull()).isTrue();
        fire(1);
        await().until(() -> deliveries("skipped").size() == 1);
        assertThat(post("resume").body().path("replaced").asInt()).isEqualTo(1);

        // As under a higher limit than before.
        failures(150, service.clock().instant().atOffset(ZoneOffset.UTC));
        assertThat(status().path("status").asString()).isEqualTo("active");
        assertThat(post("resume").body().path("unchanged").asInt()).isEqualTo(1);
        fire(1);
        await().until(() -> deliveries("succeeded").size() == 1);
    }

    private void failures(int inARow, @Nullable OffsetDateTime overLimitSince) {
        service.database()
                .sql("update accounts set failed_count = :failures, over_limit_since = :since::timestamptz"
                        + " where id = :id::uuid")
                .param("failures", inARow)
                .param("since", overLimitSince)
                .param("id", anna.id())
                .update();
    }

    @Test
    void an_endpoint_that_is_busy_is_left_alone_as_long_as_it_asks() {
        try (RawServer busy = RawServer.start((_, socket) -> {
            RawServer.write(socket, "HTTP/1.1 429 Slow down\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
            socket.close();
        })) {
            service.database()
                    .sql("update accounts set endpoint = ? where id = ?::uuid")
                    .params(busy.url("/"), anna.id())
                    .update();
            fire(1);

            await().until(() ->
                    deliveries("pending").path(0).path("attempt_count").asInt() == 1);
            double next = deliveries("pending").path(0).path("next_attempt").asDouble();
            assertThat(next - service.clock().millis() / 1000.0).isBetween(3_500.0, 3_600.0);
        }
    }

    private List<String> fire(int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> api.trigger(shop, registration))
                .toList();
    }

    private Answer post(String action) {
        Answer answer = api.post("/v1/account/" + action, anna);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private JsonNode status() {
        return api.get("/v1/account/" + anna.id(), anna).body().path("endpoint_status");
    }

    private JsonNode deliveries(String status) {
        return api.get("/v1/webhook/deliveries?status=" + status, anna).body().path("deliveries");
    }

    private Optional<OffsetDateTime> nextResumption() {
        return service.database()
                .sql("select next_resumption from accounts where id = ?::uuid and next_resumption is not null")
                .param(anna.id())
                .query(OffsetDateTime.class)
                .optional();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
