package dev.jwebhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.DeliveryLimits;
import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A schedule, a timeout and headers of an account's own. */
class DeliveryOptionsTest {
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
    void an_account_has_everybodys_until_it_chooses() {
        assertThat(api.get("/v1/account/delivery", anna).text())
                .isEqualTo(
                        "{\"retry_schedule\":null,\"request_timeout\":null,\"deliveries_per_second\":null,\"headers\":[]}");
    }

    @Test
    void a_schedule_of_its_own_is_kept_to() {
        change("{\"retry_schedule\": [\"1h\", \"90m\"]}");
        receiver.answer("/anna", 500);
        api.trigger(shop, registration);

        awaitAttempts(1);
        assertThat(wait(delivery())).isBetween(3_590.0, 3_610.0);
        makeDue();
        awaitAttempts(2);
        assertThat(wait(delivery())).isBetween(5_390.0, 5_410.0);
        makeDue();
        await().until(() -> delivery().path("status").asString().equals("failed"));
        assertThat(receiver.at("/anna")).hasSize(3);
    }

    @Test
    void an_empty_schedule_is_one_attempt_and_null_is_everybodys_again() {
        change("{\"retry_schedule\": []}");
        receiver.answer("/anna", 500);
        api.trigger(shop, registration);
        await().until(() -> delivery().path("status").asString().equals("failed"));

        assertThat(change("{\"retry_schedule\": null}").text()).contains("\"retry_schedule\":null");
        api.trigger(shop, registration);

        await().until(() -> delivery().path("attempt_count").asInt() == 1
                && delivery().path("status").asString().equals("pending"));
    }

    @Test
    void a_timeout_of_its_own_ends_an_attempt() {
        try (RawServer silent = RawServer.start((_, _) -> RawServer.keepSilent())) {
            change("{\"request_timeout\": \"200ms\"}");
            redirect(silent.url("/"));
            api.trigger(shop, registration);

            awaitAttempts(1);
            JsonNode attempt = api.get(
                            "/v1/webhook/deliveries/" + delivery().path("id").asString(), anna)
                    .body()
                    .path("attempts")
                    .path(0);
            assertThat(attempt.path("error").asString()).startsWith("TIMED_OUT");
            assertThat(attempt.path("took_ms").asInt()).isBetween(190, 2_000);
        }
    }

    @Test
    void its_headers_come_with_each_delivery_and_their_values_are_never_shown() {
        Answer changed = change("{\"headers\": {\"Authorization\": \"Bearer secret\", \"X-Team\": \"orders\"}}");
        assertThat(changed.body().path("headers").toString()).isEqualTo("[\"Authorization\",\"X-Team\"]");
        assertThat(changed.text()).doesNotContain("secret");
        assertThat(api.get("/v1/account/delivery", anna).text()).doesNotContain("secret");

        api.trigger(shop, registration);

        await().until(() -> receiver.at("/anna").size() == 1);
        Received post = receiver.at("/anna").getFirst();
        assertThat(post.header("Authorization")).isEqualTo("Bearer secret");
        assertThat(post.header("X-Team")).isEqualTo("orders");
        assertThat(post.event()).isEqualTo("order.paid");
        assertThat(post.isSignedWith(anna.secretKey())).isTrue();
    }

    @Test
    void what_is_not_named_stays() {
        change("{\"headers\": {\"X-Team\": \"orders\"}, \"request_timeout\": \"3s\"}");
        Answer changed = change("{\"retry_schedule\": [\"1d\", \"500ms\", \"2m\"]}".replace("500ms", "1500ms"));

        assertThat(changed.text())
                .isEqualTo(
                        "{\"retry_schedule\":[\"1d\",\"1500ms\",\"2m\"],\"request_timeout\":\"3s\",\"deliveries_per_second\":null,\"headers\":[\"X-Team\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                   | Missing field: one of retry_schedule, request_timeout, deliveries_per_second, headers
        {"deliveries_per_second": 0}         | The field deliveries_per_second takes whole numbers from 1 to 10000
        {"deliveries_per_second": 1.5}       | The field deliveries_per_second takes whole numbers from 1 to 10000
        {"deliveries_per_second": "5"}       | The field deliveries_per_second takes whole numbers from 1 to 10000
        {"retry_schedule": "2m"}             | The field retry_schedule must be a list of up to 20 durations
        {"retry_schedule": ["soon"]}         | The field retry_schedule takes durations such as 30s, 2m or 1h
        {"retry_schedule": [5]}              | The field retry_schedule takes durations such as 30s, 2m or 1h
        {"retry_schedule": ["999ms"]}        | The field retry_schedule takes durations from 1s to 7d
        {"retry_schedule": ["8d"]}           | The field retry_schedule takes durations from 1s to 7d
        {"request_timeout": "11s"}           | The field request_timeout takes durations from 10ms to 10s
        {"request_timeout": "0s"}            | The field request_timeout takes durations from 10ms to 10s
        {"headers": ["X-Team"]}              | The field headers must be an object of names and values
        {"headers": {"Host": "other"}}       | The header Host is not to be chosen
        {"headers": {"webhook-id": "1"}}     | The header webhook-id is not to be chosen
        {"headers": {"Event": "1"}}          | The header Event is not to be chosen
        {"headers": {"X Team": "1"}}         | A name in headers is none of a header, or longer than 100 characters
        {"headers": {"X-T": "1", "x-t": "2"}}| The header x-t comes twice
        {"headers": {"X-T": ""}}             | The value of the header X-T must be a string of 1 to 1000 printable ASCII characters
        {"headers": {"X-T": "a\\r\\nb: c"}}  | The value of the header X-T must be a string of 1 to 1000 printable ASCII characters
        """)
    void what_cannot_be_chosen_is_told(String body, String error) {
        Answer refused = api.patch("/v1/account/delivery", anna, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void there_are_20_waits_and_20_headers_at_most() {
        String waits = IntStream.range(0, 21).mapToObj(_ -> "\"1m\"").collect(Collectors.joining(","));
        String headers =
                IntStream.range(0, 21).mapToObj(n -> "\"X-" + n + "\": \"1\"").collect(Collectors.joining(","));

        assertThat(api.patch("/v1/account/delivery", anna, "{\"retry_schedule\": [" + waits + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(api.patch("/v1/account/delivery", anna, "{\"headers\": {" + headers + "}}")
                        .error())
                .isEqualTo("More than 20 headers");
    }

    @Test
    void a_timeout_that_the_operator_allows_no_more_is_the_longest_that_is_allowed() {
        DeliveryLimits limits = new DeliveryLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofDays(7));

        assertThat(new DeliveryOptions(null, Duration.ofSeconds(10), null, List.of()).timeoutWithin(limits))
                .isEqualTo(Duration.ofSeconds(8));
        assertThat(new DeliveryOptions(null, Duration.ofSeconds(7), null, List.of()).timeoutWithin(limits))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(DeliveryOptions.USUAL.timeoutWithin(limits)).isEqualTo(Duration.ofSeconds(5));
    }

    private Answer change(String body) {
        Answer changed = api.patch("/v1/account/delivery", anna, body);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        return changed;
    }

    private JsonNode delivery() {
        return api.get("/v1/webhook/deliveries", anna).body().path("deliveries").path(0);
    }

    private double wait(JsonNode delivery) {
        return delivery.path("next_attempt").asDouble() - service.clock().millis() / 1000.0;
    }

    private void awaitAttempts(int attempts) {
        await().until(() -> delivery().path("attempt_count").asInt() == attempts
                && delivery().path("status").asString().equals("pending"));
    }

    private void makeDue() {
        service.database()
                .sql("update deliveries set next_attempt_at = ? where account_id = ?::uuid and state = 'pending'")
                .params(service.clock().instant().atOffset(java.time.ZoneOffset.UTC), anna.id())
                .update();
    }

    private void redirect(String endpoint) {
        service.database()
                .sql("update accounts set endpoint = ? where id = ?::uuid")
                .params(endpoint, anna.id())
                .update();
    }
}
