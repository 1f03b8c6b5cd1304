package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeliveryListTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final TestAccount bert = api.account(receiver.url("/bert"));
    private final String paid = api.register(shop, "order.paid", "{\"order\": 7}");
    private final String sent = api.register(shop, "order.sent", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_receiver_sees_what_came_to_it_the_newest_first() {
        api.subscribe(anna, paid);
        api.subscribe(bert, paid);
        List<String> triggered = fire(paid, 3);
        awaitAll(anna, "succeeded", 3);

        JsonNode deliveries = list(anna, "").path("deliveries");

        assertThat(texts(deliveries, "triggered_id")).isEqualTo(triggered.reversed());
        assertThat(texts(deliveries, "account_id")).containsOnly(anna.id());
        assertThat(texts(deliveries, "registration_id")).containsOnly(paid);
        assertThat(texts(deliveries, "event")).containsOnly("order.paid");
        assertThat(texts(deliveries, "status")).containsOnly("succeeded");
        assertThat(deliveries.path(0).path("attempt_count").asInt()).isEqualTo(1);
        assertThat(deliveries.path(0).path("next_attempt").isNull()).isTrue();
    }

    @Test
    void a_publisher_sees_those_of_its_own_webhooks_to_everybody() {
        api.subscribe(anna, paid);
        api.subscribe(bert, paid);
        String others = api.register(anna, "others", "{}");
        api.subscribe(bert, others);
        List<String> triggered = fire(paid, 2);
        api.trigger(anna, others);
        awaitAll(bert, "succeeded", 3);

        JsonNode deliveries = list(shop, "?as=publisher").path("deliveries");

        assertThat(texts(deliveries, "triggered_id"))
                .containsExactly(triggered.get(1), triggered.get(1), triggered.get(0), triggered.get(0));
        assertThat(texts(deliveries, "account_id").subList(0, 2)).containsExactlyInAnyOrder(anna.id(), bert.id());
        assertThat(list(shop, "").path("deliveries")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiver", "publisher"})
    void pages_hold_every_delivery_once_whatever_is_fired_meanwhile(String role) {
        api.subscribe(anna, paid);
        api.subscribe(anna, sent);
        List<String> before = new ArrayList<>(fire(paid, 7));
        before.addAll(fire(sent, 6));
        awaitAll(anna, "succeeded", 13);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list(caller(role), "?as=" + role + "&limit=3" + cursor);
            seen.addAll(texts(page.path("deliveries"), "triggered_id"));
            fire(paid, 1);
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(before.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiver", "publisher"})
    void filters_let_through_what_they_name(String role) {
        api.subscribe(anna, paid);
        api.subscribe(anna, sent);
        String first = fire(paid, 1).getFirst();
        awaitAll(anna, "succeeded", 1);
        Instant later = service.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        receiver.answer("/anna", 500);
        String second = fire(sent, 1).getFirst();
        awaitAll(anna, "pending", 1);
        String as = "?as=" + role + "&";

        assertThat(triggered(role, as + "status=pending")).containsExactly(second);
        assertThat(triggered(role, as + "status=succeeded,failed")).containsExactly(first);
        assertThat(triggered(role, as + "event=order.paid")).containsExactly(first);
        assertThat(triggered(role, as + "event=order")).isEmpty();
        assertThat(triggered(role, as + "registration_id=" + sent)).containsExactly(second);
        assertThat(triggered(role, as + "triggered_id=" + first)).containsExactly(first);
        assertThat(triggered(role, as + "since=" + later)).containsExactly(second);
        assertThat(triggered(role, as + "until=" + later)).containsExactly(first);
        String other = role.equals("receiver") ? shop.id() : anna.id();
        assertThat(triggered(role, as + "account_id=" + other)).containsExactly(second, first);
        assertThat(triggered(role, as + "account_id=" + bert.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiver", "publisher"})
    void a_filter_that_lets_few_through_ends_a_page_early_and_loses_nothing(String role) {
        api.subscribe(anna, paid);
        api.subscribe(anna, sent);
        String rare = fire(sent, 1).getFirst();
        fillUp(12_000);

        List<String> found = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        do {
            JsonNode page = list(caller(role), "?as=" + role + "&event=order.sent" + cursor);
            found.addAll(texts(page.path("deliveries"), "triggered_id"));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
            pages++;
        } while (!cursor.isEmpty());

        assertThat(found).containsExactly(rare);
        assertThat(pages).isBetween(3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiver", "publisher"})
    void the_deliveries_of_one_trigger_are_on_one_page_whatever_was_fired_since(String role) {
        api.subscribe(anna, sent);
        String old = fire(sent, 1).getFirst();
        fillUp(6_000);

        JsonNode page = list(caller(role), "?as=" + role + "&triggered_id=" + old);

        assertThat(texts(page.path("deliveries"), "triggered_id")).containsExactly(old);
        assertThat(page.path("next").isNull()).isTrue();
    }

    /** As many of the other webhook, later than all there is. */
    private void fillUp(int count) {
        service.database()
                .sql("""
                    with t as (
                        insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                        select gen_random_uuid(), ?::uuid, ?::uuid, ?::timestamptz + n * interval '1 microsecond', 'order.paid', ''
                        from generate_series(1, ?) n returning id
                    )
                    insert into deliveries (id, triggered_id, account_id, state)
                    select overlay(gen_random_uuid()::text placing '0fffffff-ffff-7' from 1)::uuid, id, ?::uuid, 'succeeded' from t
                    """)
                .params(paid, shop.id(), service.clock().instant().atOffset(java.time.ZoneOffset.UTC), count, anna.id())
                .update();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        status=done           | Invalid status parameter: one or more of pending, delivering, succeeded, failed, skipped
        as=admin              | Invalid as parameter: receiver or publisher
        limit=0               | Invalid limit parameter: 1 to 100
        limit=101             | Invalid limit parameter: 1 to 100
        registration_id=paid  | Invalid registration_id parameter: an id as the API gives them
        triggered_id=1-1-1-1-1 | Invalid triggered_id parameter: an id as the API gives them
        cursor=MTIz           | Invalid cursor parameter: take it from next of the page before
        cursor=%25            | Invalid cursor parameter: take it from next of the page before
        event=%00             | Invalid event parameter: it must not contain the character U+0000
        since=1969-12-31T23:59:59Z      | Invalid since parameter: a time from 1970 to 9998
        until=9999-01-01T00:00:00Z      | Invalid until parameter: a time from 1970 to 9998
        until=%2B300000-01-01T00:00:00Z | Invalid until parameter: a time from 1970 to 9998
        since=yesterday       | Invalid since parameter: seconds since 1970, or a time such as 2026-01-31T12:00:00Z
        """)
    void a_wrong_parameter_is_told_with_what_would_be_right(String query, String error) {
        Answer refused = api.get("/v1/webhook/deliveries?" + query, anna);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void strangers_see_nothing() {
        assertThat(api.get("/v1/webhook/deliveries", TestAccount.STRANGER).status())
                .isEqualTo(401);
    }

    private TestAccount caller(String role) {
        return role.equals("receiver") ? anna : shop;
    }

    private List<String> fire(String registration, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> api.trigger(shop, registration))
                .toList();
    }

    private JsonNode list(TestAccount account, String query) {
        Answer answer = api.get("/v1/webhook/deliveries" + query, account);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private List<String> triggered(String role, String query) {
        return texts(list(caller(role), query).path("deliveries"), "triggered_id");
    }

    private void awaitAll(TestAccount account, String status, int count) {
        await().untilAsserted(
                        () -> assertThat(list(account, "?status=" + status).path("deliveries"))
                                .hasSize(count));
    }

    private static List<String> texts(JsonNode entries, String field) {
        return entries.valueStream().map(entry -> entry.path(field).asString()).toList();
    }
}
