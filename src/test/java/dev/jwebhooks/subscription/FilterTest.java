package dev.jwebhooks.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FilterTest {
    /** Of a list of 300 numbers: 27,000,000 comparisons. */
    private static final String NUMBERS = SlowFilter.numbers(300);

    private static final String OWN = "/v1/webhook/subscription?start=0&limit=10";

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final TestAccount ben = api.account(receiver.url("/ben"));
    private final String paid = api.register(shop, "order.paid", "{\"total\": 50}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        $.order.total ? (@ > 100)                | {"order": {"total": 101}}         | {"order": {"total": 100}}
        $.order.total > 100                      | {"order": {"total": 101}}         | {"order": {"total": 100}}
        $.items[*] ? (@.price > 9 && @.new == true) | {"items": [{"price": 10, "new": true}]} | {"items": [{"price": 10}]}
        $.country like_regex "^[AD]"             | {"country": "AT"}                 | {"country": "CH"}
        $.items[*].price ? (@ > 9)               | {"items": [{"price": 10}]}        | {"items": [{"price": 9}]}
        $.when.datetime() > "2026-01-31T12:00:00+00:00".datetime() | {"when": "2026-01-31T13:00:00+00:00"} | {"when": "2026-01-31T12:30:00+01:00"}
        """)
    void a_subscriber_gets_the_messages_that_its_filter_matches(String filter, String matching, String other) {
        subscribe(anna, filter);
        api.subscribe(ben, paid);

        String passedOver = send(other);
        String matched = send(matching);

        await().until(() -> receiver.at("/anna").size() == 1);
        assertThat(receiver.at("/anna").getFirst().body()).isEqualTo(matching);
        await().until(() -> receiver.at("/ben").size() == 2);
        assertThat(fanOut(passedOver).path("deliveries").path("succeeded").asInt())
                .isEqualTo(1);
        assertThat(fanOut(matched).path("complete").asBoolean()).isTrue();
    }

    @Test
    void what_is_registered_is_a_message_as_any() {
        subscribe(anna, "$.total > 10");
        subscribe(ben, "$.total > 100");

        api.trigger(shop, paid);

        await().until(() -> receiver.at("/anna").size() == 1);
        await().until(() -> fanOut(api.trigger(shop, paid)).path("complete").asBoolean());
        assertThat(receiver.at("/ben")).isEmpty();
    }

    @Test
    void of_several_subscriptions_one_that_matches_is_enough_for_one_delivery() {
        subscribe(anna, "$.total > 10");
        subscribe(anna, "$.total > 20");
        subscribe(anna, "$.total > 100");

        String fired = api.trigger(shop, paid);

        await().until(() -> fanOut(fired).path("deliveries").path("succeeded").asInt() == 1);
        assertThat(receiver.at("/anna")).hasSize(1);
    }

    @Test
    void a_filter_is_shown_changed_and_removed_by_its_owner() {
        Answer subscribed = subscribe(anna, "$.total > 100");
        String id = subscribed.body().path("id").asString();
        assertThat(subscribed.body().path("filter").asString()).isEqualTo("$.total > 100");

        assertThat(change(ben, id, "\"$.total > 10\"").status()).isEqualTo(401);
        assertThat(change(anna, UUID.randomUUID().toString(), "null").status()).isEqualTo(404);
        assertThat(change(anna, id, "\"$.total > 10\"").body().path("replaced").asInt())
                .isEqualTo(1);
        assertThat(change(anna, id, "\"$.total > 10\"").body().path("unchanged").asInt())
                .isEqualTo(1);
        api.trigger(shop, paid);
        await().until(() -> receiver.at("/anna").size() == 1);

        assertThat(change(anna, id, "null").body().path("replaced").asInt()).isEqualTo(1);
        send("{\"total\": 1}");
        await().until(() -> receiver.at("/anna").size() == 2);
        assertThat(own(anna)).hasSize(1);
        assertThat(own(anna).path(0).has("filter")).isFalse();
        assertThat(own(anna).path(0).has("filter_errors")).isFalse();
    }

    @Test
    void a_filter_that_errs_on_a_message_does_not_match_it_and_that_is_counted() {
        String id = subscribe(anna, "strict $.customer.name ? (@ == \"Ben\")")
                .body()
                .path("id")
                .asString();
        api.subscribe(ben, paid);

        api.trigger(shop, paid);
        send("{\"customer\": {\"name\": \"\\u0000\"}}");

        await().untilAsserted(() -> assertThat(errors(anna)).isEqualTo(2));
        await().until(() -> receiver.at("/ben").size() == 2);
        assertThat(receiver.at("/anna")).isEmpty();

        change(anna, id, "\"$.customer\"");
        assertThat(errors(anna)).isZero();
    }

    @Test
    void many_subscribers_get_each_what_they_want() {
        List<TestAccount> many = IntStream.range(0, 40)
                .mapToObj(i -> api.account(receiver.url("/many" + i)))
                .toList();
        for (int i = 0; i < many.size(); i++) {
            subscribe(many.get(i), "$.total > " + (i % 2 == 0 ? 49 : 50));
        }

        String fired = api.trigger(shop, paid);

        await().until(() -> fanOut(fired).path("deliveries").path("succeeded").asInt() == 20);
        assertThat(receiver.all().stream().map(Received::path))
                .allMatch(path -> Integer.parseInt(path.substring("/many".length())) % 2 == 0);
    }

    @Test
    void one_that_takes_too_long_holds_up_nobody_and_is_not_asked_again_for_a_while() {
        String other = api.register(shop, "order.sent", "{}");
        TestAccount cleo = api.account(receiver.url("/cleo"));
        api.subscribe(cleo, other);
        subscribe(anna, SlowFilter.FILTER);
        subscribe(ben, "$[*] > 5");

        send(NUMBERS);
        long start = System.nanoTime();
        api.trigger(shop, other);

        await().until(() -> receiver.at("/cleo").size() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        await().until(() -> receiver.at("/ben").size() == 1);
        await().untilAsserted(() -> assertThat(errors(anna)).isEqualTo(1));

        String second = send(NUMBERS);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> fanOut(second).path("complete").asBoolean());
        assertThat(errors(anna)).isEqualTo(2);
        assertThat(receiver.at("/anna")).isEmpty();
    }

    @Test
    void several_of_one_subscriber_that_take_too_long_only_together_hold_up_nobody() {
        String message = SlowFilter.numbersThatTake(Duration.ofMillis(50), service);
        for (int i = 0; i < 10; i++) {
            subscribe(anna, SlowFilter.FILTER);
        }
        subscribe(ben, "$[*] > 5");

        String fired = send(message);

        await().until(() -> receiver.at("/ben").size() == 1);
        await().until(() -> fanOut(fired).path("complete").asBoolean());
        assertThat(receiver.at("/anna")).isEmpty();
        assertThat(own(anna)
                        .valueStream()
                        .mapToInt(one -> one.path("filter_errors").asInt())
                        .sum())
                .as("filters that rested so that the others fit")
                .isBetween(1, 9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"filter": 5}                  | The field filter must be a string
        {"filter": ""}                 | The field filter must be an SQL/JSON path of at most 1000 characters
        {"filter": "$.a ? (@ >"}       | Invalid filter field: syntax error at end of jsonpath input
        {"filter": "$.a == $b"}        | Invalid filter field: could not find jsonpath variable "b"
        {"filter": "$.a like_regex \\"(\\""} | Invalid filter field: invalid regular expression: parentheses () not balanced
        """)
    void one_that_is_no_path_is_refused_with_the_reason(String body, String error) {
        Answer refused = api.post("/v1/webhook/subscription/" + paid, anna, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(api.get(OWN, anna).status()).isEqualTo(204);
    }

    @Test
    void a_change_needs_a_filter_and_one_too_long_is_refused() {
        String id = api.subscribe(anna, paid);

        assertThat(api.patch("/v1/webhook/subscription/" + id, anna, "{}").error())
                .isEqualTo("Missing filter field: a filter, or null for none");
        assertThat(subscribe(anna, "$." + "a".repeat(1_000)).status()).isEqualTo(400);
    }

    private Answer subscribe(TestAccount account, String filter) {
        return api.post(
                "/v1/webhook/subscription/" + paid,
                account,
                "{\"filter\": \"%s\"}".formatted(filter.replace("\"", "\\\"")));
    }

    private Answer change(TestAccount account, String subscription, String filter) {
        return api.patch("/v1/webhook/subscription/" + subscription, account, "{\"filter\": %s}".formatted(filter));
    }

    /** What was triggered by this message. */
    private String send(String message) {
        Answer sent = api.post("/v1/webhook/triggered/" + paid, shop, "{\"event_data\": %s}".formatted(message));
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        return sent.body().path("id").asString();
    }

    private JsonNode fanOut(String triggered) {
        return api.get("/v1/webhook/triggered/" + triggered, shop).body();
    }

    private int errors(TestAccount account) {
        return own(account).path(0).path("filter_errors").asInt();
    }

    private JsonNode own(TestAccount account) {
        Answer answer = api.get(OWN, account);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("subscriptions");
    }
}
