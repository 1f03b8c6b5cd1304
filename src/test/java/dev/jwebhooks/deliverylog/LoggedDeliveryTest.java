package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One delivery: its attempts, who may see it, and sending it again. */
class LoggedDeliveryTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final String registration = api.register(shop, "order.paid", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void an_attempt_shows_when_it_began_how_long_it_took_and_what_came_back() {
        JsonNode delivery = fired("succeeded");

        JsonNode attempt = delivery.path("attempts").path(0);

        assertThat(delivery.path("attempts")).hasSize(1);
        assertThat(attempt.path("number").asInt()).isEqualTo(1);
        assertThat(attempt.path("status").asInt()).isEqualTo(200);
        assertThat(attempt.path("error").isNull()).isTrue();
        assertThat(attempt.path("took_ms").asInt()).isBetween(0, 5_000);
        assertThat(attempt.path("epoch").asDouble())
                .isGreaterThanOrEqualTo(delivery.path("epoch").asDouble());
        assertThat(attempt.path("headers").valueStream().map(JsonNode::asString))
                .anyMatch(line -> line.startsWith("Date: "));
        assertThat(attempt.path("body").asString()).isEmpty();
    }

    @Test
    void a_failed_attempt_shows_its_answer_and_when_the_next_is_due() throws Exception {
        try (RawServer server = answering("HTTP/1.1 503 Busy\r\nX-Why: \u00e9\r\nContent-Length: 3\r\n\r\na\0\u00ff")) {
            redirect(server.url("/"));
            JsonNode delivery = fired("pending");

            JsonNode attempt = delivery.path("attempts").path(0);

            assertThat(attempt.path("status").asInt()).isEqualTo(503);
            assertThat(attempt.path("error").asString()).isEqualTo("HTTP 503");
            assertThat(attempt.path("headers").valueStream().map(JsonNode::asString))
                    .contains("X-Why: ?");
            assertThat(attempt.path("body").asString()).isEqualTo("a\0\ufffd");
            assertThat(delivery.path("next_attempt").asDouble())
                    .isBetween(
                            attempt.path("epoch").asDouble() + 110,
                            attempt.path("epoch").asDouble() + 130);
        }
    }

    @Test
    void of_a_long_answer_the_first_4_KB_are_kept() throws Exception {
        String body = "x".repeat(10_000);
        String headers = ("X-Long: " + "h".repeat(1_000) + "\r\n").repeat(10);
        try (RawServer server =
                answering("HTTP/1.1 500 No\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
            redirect(server.url("/"));

            JsonNode attempt = fired("pending").path("attempts").path(0);

            assertThat(attempt.path("body").asString()).isEqualTo("x".repeat(4 * 1024));
            assertThat(attempt.path("headers")).hasSizeBetween(3, 5);
        }
    }

    @Test
    void an_endpoint_that_gives_no_answer_is_told_by_the_class_of_the_failure() {
        redirect("http://127.0.0.1:1/");

        JsonNode attempt = fired("pending").path("attempts").path(0);

        assertThat(attempt.path("status").isNull()).isTrue();
        assertThat(attempt.path("error").asString()).startsWith("REFUSED: ");
        assertThat(attempt.path("headers").isNull()).isTrue();
    }

    @Test
    void what_was_never_sent_is_there_with_the_reason() {
        service.database()
                .sql("update accounts set failed_count = 250 where id = ?::uuid")
                .param(anna.id())
                .update();

        JsonNode delivery = fired("skipped");

        assertThat(delivery.path("reason").asString()).isEqualTo("the account is over its limit of failed attempts");
        assertThat(delivery.path("attempts")).isEmpty();
    }

    @Test
    void receiver_publisher_and_admin_may_see_it_and_nobody_else() {
        String id = fired("succeeded").path("id").asString();
        TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));

        assertThat(List.of(anna, shop, admin))
                .allSatisfy(account -> assertThat(show(id, account).status()).isEqualTo(200));
        Answer refused = show(id, api.account(receiver.url("/other")));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).isEqualTo("Not authorized");
        assertThat(show(UUID.randomUUID().toString(), anna).status()).isEqualTo(404);
        assertThat(show("no-id", anna).error()).isEqualTo("The delivery id does not exist");
    }

    @Test
    void one_that_is_spent_is_sent_again_with_its_id_and_a_whole_schedule() {
        receiver.answer("/anna", 500);
        String id = fired("pending").path("id").asString();
        for (int attempts = 2; attempts <= 4; attempts++) {
            makeDue(id);
            awaitAttempts(id, attempts);
        }
        assertThat(status(id)).isEqualTo("failed");

        assertThat(retry(id, anna).body().path("status").asString()).isIn("pending", "delivering");
        awaitAttempts(id, 5);
        assertThat(status(id)).isEqualTo("pending");
        receiver.answer("/anna", 200);
        assertThat(retry(id, shop).status()).isEqualTo(200);

        await().until(() -> status(id).equals("succeeded"));
        assertThat(receiver.at("/anna"))
                .hasSize(6)
                .allMatch(post -> post.deliveryId().equals(id));
        assertThat(show(id, anna)
                        .body()
                        .path("attempts")
                        .valueStream()
                        .map(one -> one.path("number").asInt()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void one_that_arrived_can_be_sent_again_and_both_attempts_are_told() {
        String id = fired("succeeded").path("id").asString();

        retry(id, anna);

        awaitAttempts(id, 2);
        await().until(() -> status(id).equals("succeeded"));
        assertThat(show(id, anna)
                        .body()
                        .path("attempts")
                        .valueStream()
                        .map(one -> one.path("status").asInt()))
                .containsExactly(200, 200);
    }

    @Test
    void one_whose_endpoint_is_disabled_is_sent_again_when_that_is_resumed_and_not_before() {
        service.database()
                .sql("update accounts set failed_count = 250 where id = ?::uuid")
                .param(anna.id())
                .update();
        String id = fired("skipped").path("id").asString();

        Answer refused = retry(id, anna);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error())
                .isEqualTo("The endpoint is disabled and would get nothing: its account has to resume it first");
        api.post("/v1/account/resume", anna);
        assertThat(retry(id, anna).status()).isEqualTo(200);
        await().until(() -> status(id).equals("succeeded"));
    }

    @Test
    void a_stranger_sends_nothing_again() {
        String id = fired("succeeded").path("id").asString();

        assertThat(retry(id, api.account(receiver.url("/other"))).status()).isEqualTo(401);
        assertThat(receiver.at("/anna")).hasSize(1);
    }

    @Test
    void a_trigger_tells_how_many_of_its_deliveries_are_where() {
        api.subscribe(anna, registration);
        receiver.answer("/anna", 500);
        api.subscribe(api.account(receiver.url("/b")), registration);
        String triggered = api.trigger(shop, registration);

        await().untilAsserted(() -> {
            JsonNode shown = api.get("/v1/webhook/triggered/" + triggered, shop).body();
            assertThat(shown.path("deliveries").path("pending").asInt()).isEqualTo(1);
            assertThat(shown.path("deliveries").path("succeeded").asInt()).isEqualTo(1);
            assertThat(shown.path("deliveries").path("failed").asInt()).isZero();
            assertThat(shown.path("complete").asBoolean()).isTrue();
            assertThat(shown.path("event").asString()).isEqualTo("order.paid");
        });
        assertThat(api.get("/v1/webhook/triggered/" + triggered, anna).status()).isEqualTo(401);
        assertThat(api.get("/v1/webhook/triggered/" + UUID.randomUUID(), shop).status())
                .isEqualTo(404);
    }

    /** Fires to Anna, and waits until the delivery is so far. */
    private JsonNode fired(String status) {
        api.subscribe(anna, registration);
        String triggered = api.trigger(shop, registration);
        return await().until(
                        () -> api.get(
                                        "/v1/webhook/deliveries?status=%s&triggered_id=%s".formatted(status, triggered),
                                        anna)
                                .body()
                                .path("deliveries")
                                .path(0)
                                .path("id")
                                .asString(),
                        id -> !id.isEmpty())
                .transform(id -> show(id, anna).body());
    }

    private static RawServer answering(String answer) {
        return RawServer.start((_, socket) -> {
            RawServer.write(socket, answer);
            socket.close();
        });
    }

    private void redirect(String endpoint) {
        service.database()
                .sql("update accounts set endpoint = ? where id = ?::uuid")
                .params(endpoint, anna.id())
                .update();
    }

    private void makeDue(String id) {
        service.database()
                .sql("update deliveries set next_attempt_at = ? where id = ?::uuid")
                .params(service.clock().instant().atOffset(java.time.ZoneOffset.UTC), id)
                .update();
    }

    private void awaitAttempts(String id, int attempts) {
        await().until(() -> show(id, anna).body().path("attempt_count").asInt() == attempts);
    }

    private String status(String id) {
        return show(id, anna).body().path("status").asString();
    }

    private Answer show(String id, TestAccount account) {
        return api.get("/v1/webhook/deliveries/" + id, account);
    }

    private Answer retry(String id, TestAccount account) {
        return api.post("/v1/webhook/deliveries/" + id + "/retry", account);
    }
}
