package dev.jwebhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event that an account asks for, to see what its endpoint makes of it. */
class TestEventTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_test_event_is_sent_at_once_and_what_came_back_is_told() {
        api.patch("/v1/account/delivery", anna, "{\"headers\": {\"X-Team\": \"orders\"}}");
        receiver.answer("/anna", 202);

        Answer answer = api.post("/v1/account/test", anna);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("status").asInt()).isEqualTo(202);
        assertThat(answer.body().path("error").isNull()).isTrue();
        assertThat(answer.body().path("headers").toString()).contains("Date: ");
        Received post = receiver.at("/anna").getFirst();
        assertThat(post.event()).isEqualTo("jwebhooks.test");
        assertThat(post.body()).isEqualTo("{\"account_id\": \"%s\"}".formatted(anna.id()));
        assertThat(post.isSignedWith(anna.secretKey())).isTrue();
        assertThat(post.header("webhook-signature")).startsWith("v1,");
        assertThat(post.header("X-Team")).isEqualTo("orders");
        assertThat(api.get("/v1/webhook/deliveries", anna).body().path("deliveries"))
                .isEmpty();
    }

    @Test
    void a_test_of_an_endpoint_that_is_away_tells_why_and_counts_for_nothing() {
        redirect("http://127.0.0.1:1/");

        Answer answer = api.post("/v1/account/test", anna);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").isNull()).isTrue();
        assertThat(answer.body().path("error").asString()).startsWith("REFUSED: ");
        assertThat(api.get("/v1/account/" + anna.id(), anna)
                        .body()
                        .path("failed_count")
                        .asInt())
                .isZero();
    }

    @Test
    void test_events_are_seldom() {
        assertThat(api.post("/v1/account/test", anna).status()).isEqualTo(200);

        Answer refused = api.post("/v1/account/test", anna);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("A test event was sent a moment ago");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(api.post("/v1/account/test", shop).status()).isEqualTo(200);
    }

    @Test
    void who_asks_too_early_is_told_how_long_to_wait_still() {
        assertThat(api.post("/v1/account/test", anna).status()).isEqualTo(200);
        service.clock().advance(Duration.ofMillis(6_500));

        Answer refused = api.post("/v1/account/test", anna);

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 4);
    }

    @Test
    void a_test_that_had_nowhere_to_go_is_none() {
        redirect(null);
        assertThat(api.post("/v1/account/test", anna).status()).isEqualTo(422);

        redirect(receiver.url("/anna"));

        assertThat(api.post("/v1/account/test", anna).status()).isEqualTo(200);
    }

    @Test
    void a_test_takes_no_longer_than_the_operator_allows() {
        try (RunningService strict = RunningService.start(
                        Databases.migrated(),
                        "--jwebhooks.delivery.request-timeout=100ms",
                        "--jwebhooks.delivery.lease=1s");
                RawServer silent = RawServer.start((_, _) -> RawServer.keepSilent())) {
            TestAccount ben = strict.api().account(receiver.url("/ben"));
            // Chosen while more was allowed.
            strict.database()
                    .sql("update accounts set request_timeout_ms = 60000, endpoint = ? where id = ?::uuid")
                    .params(silent.url("/"), ben.id())
                    .update();

            Answer answer = strict.api().post("/v1/account/test", ben);

            assertThat(answer.body().path("error").asString()).startsWith("TIMED_OUT");
            assertThat(answer.body().path("took_ms").asInt()).isBetween(490, 5_000);
        }
    }

    private void redirect(@Nullable String endpoint) {
        service.database()
                .sql("update accounts set endpoint = :endpoint where id = :id::uuid")
                .param("endpoint", endpoint)
                .param("id", anna.id())
                .update();
    }
}
