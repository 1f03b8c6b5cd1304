package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MessageListTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final String registration = api.register(owner, "e", "{\"registered\": true}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void each_message_is_answered_in_its_place_as_its_own_call_would_be() {
        TestAccount other = api.account(receiver.url("/other"));
        String others = api.register(other, "e", "{}");
        String strict = strict();
        api.subscribe(owner, registration);

        JsonNode answers = send("""
            [{"registration_id": "%1$s", "event_data": {"n": 1}},
             {"registration_id": "%2$s", "event_data": 1},
             {"registration_id": "%3$s"},
             {"registration_id": "%4$s", "event_data": "x"},
             {"registration_id": "%4$s", "event_data": 7},
             {"registration_id": 5},
             17,
             {"registration_id": "%1$s", "idempotency_key": "\\""},
             {"registration_id": "%1$s", "event_data": null}]
            """.formatted(registration, UUID.randomUUID(), others, strict));

        assertThat(statuses(answers)).containsExactly(201, 404, 401, 422, 201, 400, 400, 400, 201);
        assertThat(answers.path(0).path("triggered_webhook").propertyNames())
                .containsExactlyInAnyOrder("epoch", "id", "registration_id");
        assertThat(answers.path(0).propertyNames()).containsExactlyInAnyOrder("status", "triggered_webhook");
        assertThat(answers.path(1).path("Error").asString()).isEqualTo("Registration id not found");
        assertThat(answers.path(3).path("problems").path(0).path("reason").asString())
                .isEqualTo("string found, integer expected");
        assertThat(answers.path(6).path("Error").asString()).isEqualTo("A message must be a JSON object");
        await().until(() -> receiver.at("/owner").size() == 2);
        assertThat(bodies()).containsExactlyInAnyOrder("{\"n\": 1}", "{\"registered\": true}");
    }

    @Test
    void a_message_with_a_field_that_there_is_not_is_refused() {
        JsonNode answers = send("[{\"registration_id\": \"%s\", \"event_date\": {\"n\": 1}}]".formatted(registration));

        assertThat(statuses(answers)).containsExactly(400);
        assertThat(answers.path(0).path("Error").asString())
                .isEqualTo("A message has no field event_date; there are"
                        + " [registration_id, event_data, idempotency_key]");
    }

    @Test
    void a_hundred_are_fired_by_one_transaction() {
        api.subscribe(owner, registration);
        String list = IntStream.range(0, 100)
                .mapToObj(n -> "{\"registration_id\": \"%s\", \"event_data\": %d}".formatted(registration, n))
                .collect(Collectors.joining(", ", "[", "]"));

        JsonNode answers = send(list);

        assertThat(statuses(answers)).hasSize(100).containsOnly(201);
        assertThat(transactions()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at("/owner").size() == 100);
        assertThat(bodies())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    }

    @Test
    void those_whose_data_has_to_be_checked_are_in_that_transaction_too() {
        String strict = strict();

        send("""
            [{"registration_id": "%1$s"}, {"registration_id": "%2$s", "event_data": 1}]
            """.formatted(registration, strict));

        assertThat(service.database()
                        .sql("select count(distinct xmin::text) from triggered_webhooks where registration_id in"
                                + " (?::uuid, ?::uuid)")
                        .param(registration)
                        .param(strict)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_list_with_keys_can_be_sent_again_and_fires_what_is_new() {
        String once =
                "{\"registration_id\": \"%s\", \"event_data\": 1, \"idempotency_key\": \"a\"}".formatted(registration);
        String more =
                "{\"registration_id\": \"%s\", \"event_data\": 2, \"idempotency_key\": \"b\"}".formatted(registration);

        JsonNode first = send("[" + once + "]");
        JsonNode second = send("[" + once + ", " + more + "]");

        assertThat(second.path(0)).isEqualTo(first.path(0));
        assertThat(statuses(second)).containsExactly(201, 201);
        assertThat(triggered()).isEqualTo(2);
    }

    @Test
    void the_same_key_twice_in_a_list_fires_once() {
        String message =
                "{\"registration_id\": \"%s\", \"event_data\": 1, \"idempotency_key\": \"a\"}".formatted(registration);

        JsonNode answers = send("[" + message + ", " + message + ", " + message.replace(": 1", ": 2") + "]");

        assertThat(statuses(answers)).containsExactly(201, 201, 422);
        assertThat(answers.path(1)).isEqualTo(answers.path(0));
        assertThat(triggered()).isEqualTo(1);
    }

    @Test
    void a_key_for_the_whole_list_is_refused_as_it_would_keep_nothing_from_firing_twice() {
        String list = "[{\"registration_id\": \"%s\"}]".formatted(registration);

        Answer refused = api.send(api.request("/v1/webhook/triggered")
                .header("username", owner.username())
                .header("api-key", owner.apiKey())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "a")
                .POST(BodyPublishers.ofString(list)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .isEqualTo("A list has no Idempotency-Key header; give each message an idempotency_key of its own");
        assertThat(triggered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "[1", ""})
    void what_is_no_list_is_refused_as_a_whole(String body) {
        assertThat(api.post("/v1/webhook/triggered", owner, body).status()).isEqualTo(400);
    }

    @Test
    void a_list_has_up_to_a_hundred_messages() {
        String message = "{\"registration_id\": \"%s\"}".formatted(registration);
        String list = "[" + (message + ", ").repeat(100) + message + "]";

        Answer refused = api.post("/v1/webhook/triggered", owner, list);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("A list must have 1 to 100 messages");
        assertThat(triggered()).isZero();
    }

    @Test
    void a_list_to_many_subscribers_reaches_all_of_them_once() {
        try (RunningService small = RunningService.start(Databases.migrated(), "--jwebhooks.trigger.fan-out-chunk=7")) {
            Api smallApi = small.api();
            TestAccount publisher = smallApi.account(receiver.url("/publisher"));
            String fanOut = smallApi.register(publisher, "e", "{}");
            for (int i = 0; i < 5; i++) {
                smallApi.subscribe(smallApi.account(receiver.url("/s/" + i)), fanOut);
            }
            String message = "{\"registration_id\": \"%s\", \"event_data\": 1}".formatted(fanOut);

            smallApi.post("/v1/webhook/triggered", publisher, "[" + (message + ", ").repeat(39) + message + "]");

            await().atMost(Duration.ofSeconds(20)).until(() -> receiver.all().size() == 200);
            assertThat(receiver.all().stream().map(Received::deliveryId).distinct())
                    .hasSize(200);
        }
    }

    private String strict() {
        return api.post("/v1/webhook/registration", owner, """
            {"event": "e", "description": "d", "event_data": 0, "event_schema": {"type": "integer"}}\
            """)
                .body()
                .path("id")
                .asString();
    }

    private JsonNode send(String list) {
        Answer answer = api.post("/v1/webhook/triggered", owner, list);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("answers");
    }

    private static List<Integer> statuses(JsonNode answers) {
        return answers.valueStream().map(one -> one.path("status").asInt()).toList();
    }

    private List<String> bodies() {
        return receiver.at("/owner").stream().map(Received::body).toList();
    }

    private int triggered() {
        return count("count(*)");
    }

    /** By Postgres' own mark of the transaction that wrote a row. */
    private int transactions() {
        return count("count(distinct xmin::text)");
    }

    private int count(String what) {
        return service.database()
                .sql("select %s from triggered_webhooks where registration_id = ?::uuid".formatted(what))
                .param(registration)
                .query(Integer.class)
                .single();
    }
}
