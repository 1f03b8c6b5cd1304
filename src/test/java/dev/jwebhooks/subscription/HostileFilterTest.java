package dev.jwebhooks.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever filters a few accounts make, the others get what is sent to them. */
class HostileFilterTest {
    private static final Duration HIGH = Duration.ofSeconds(60);

    /** Of the time that a turn has, as a filter may take half of it. */
    private static final Duration JUST_QUICK_ENOUGH = Duration.ofMillis(32);

    private static final RunningService SERVICE =
            RunningService.start(Databases.migrated(), "--jwebhooks.trigger.filter-timeout=100ms");

    private final Api api = SERVICE.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final TestAccount ben = api.account(receiver.url("/ben"));
    private final String paid = api.register(shop, "order.paid", "{\"total\": 50}");

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @AfterEach
    void leaveNothing() {
        SERVICE.database().sql("delete from fan_outs").update();
        SERVICE.database().sql("delete from subscriptions").update();
        receiver.close();
    }

    @Test
    void more_than_twenty_of_one_account_to_one_webhook_are_refused_and_those_without_are_not() {
        String last = "";
        for (int i = 0; i < 20; i++) {
            last = created(subscribe(anna, paid, "$.total"));
        }

        assertThat(subscribe(anna, paid, "$.total").error())
                .isEqualTo("Too many subscriptions to this webhook for a filter: at most 20");
        assertThat(change(last, "$.total > 1").status()).isEqualTo(200);
        String unfiltered = api.subscribe(anna, paid);
        assertThat(change(unfiltered, "$.total").status()).isEqualTo(400);
        assertThat(subscribe(ben, paid, "$.total").status()).isEqualTo(201);
        assertThat(subscribe(anna, api.register(shop, "order.sent", "{}"), "$.total")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void one_with_thousands_of_them_from_before_does_not_hold_up_the_others() {
        subscribedBefore(anna, 20_000, "$.total > 100");
        subscribe(ben, paid, "$.total > 10");

        String fired = api.trigger(shop, paid);

        await().until(() -> receiver.at("/ben").size() == 1);
        await().until(() -> isComplete(api, fired, shop));
        assertThat(receiver.at("/anna")).isEmpty();
    }

    @Test
    void of_many_accounts_each_with_one_just_quick_enough_the_dearest_rest_once_they_take_too_much_together() {
        List<TestAccount> many = IntStream.range(0, 20)
                .mapToObj(_ -> api.account(receiver.url("/many")))
                .toList();
        many.forEach(one -> subscribe(one, paid, SlowFilter.FILTER));
        subscribe(ben, paid, "$[*] > 5");
        String message = SlowFilter.numbersThatTake(JUST_QUICK_ENOUGH, SERVICE);
        List<String> fired = new ArrayList<>();

        // However quick this machine is, it is too much in the end.
        await().atMost(HIGH).until(() -> {
            if (waiting() < 5) {
                fired.add(send(message, paid, shop));
            }
            return resting(SERVICE) >= 18;
        });

        await().atMost(HIGH).until(() -> fired.stream().allMatch(one -> isComplete(api, one, shop)));
        fired.add(send(message, paid, shop));
        await().until(() -> isComplete(api, fired.getLast(), shop));
        await().until(() -> receiver.at("/ben").size() == fired.size());
    }

    @Test
    void publishers_whose_filters_take_long_hold_up_the_others_for_a_turn_and_not_for_a_round() {
        String message = SlowFilter.numbersThatTake(JUST_QUICK_ENOUGH, SERVICE);
        for (int i = 0; i < 20; i++) {
            TestAccount hostile = api.account(receiver.url("/hostile"));
            String registration = api.register(hostile, "e", "{}");
            subscribe(hostile, registration, SlowFilter.FILTER);
            api.subscribe(hostile, registration); // by what it gets, its turns are counted
            send(message, registration, hostile);
        }
        fireAgain("/hostile", 50);
        subscribe(ben, paid, "$.total > 10");

        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String fired = api.trigger(shop, paid);
            await().atMost(HIGH).until(() -> isComplete(api, fired, shop));
            turns.add(turnsBefore(fired, "/hostile"));
        }

        assertThat(turns.stream().sorted().toList().get(3))
                .as("turns of others that each waited for: %s, the one in the middle", turns)
                .isLessThanOrEqualTo(3);
        assertThat(waiting()).as("what still waits of the others").isPositive();
    }

    /** As if each publisher of that endpoint had fired the same so many times more. */
    private void fireAgain(String endpoint, int times) {
        SERVICE.database()
                .sql("""
                    with fired as (
                        insert into triggered_webhooks (id, registration_id, epoch, event, body)
                        select gen_random_uuid(), t.registration_id, t.epoch, t.event, t.body
                        from triggered_webhooks t join registrations r on r.id = t.registration_id
                        join accounts a on a.id = r.account_id cross join generate_series(1, :times)
                        where a.endpoint = :endpoint
                        returning id, registration_id, epoch
                    )
                    insert into fan_outs
                        (triggered_id, registration_id, account_id, as_of, last_subscription, after_account, filtered)
                    select f.id, r.id, r.account_id, f.epoch, (select last_value from subscriptions_ordinal_seq),
                           '00000000-0000-0000-0000-000000000000', true
                    from fired f join registrations r on r.id = f.registration_id
                    """)
                .param("times", times)
                .param("endpoint", receiver.url(endpoint))
                .update();
    }

    /** Those of that endpoint's accounts that began after this was fired and before its own; their ids tell when. */
    private int turnsBefore(String fired, String endpoint) {
        return SERVICE.database()
                .sql("""
                    select count(distinct left(d.id::text, 13))
                    from triggered_webhooks t join deliveries own on own.triggered_id = t.id
                    join deliveries d on d.id < own.id join accounts a on a.id = d.account_id
                    where t.id = :fired::uuid and a.endpoint = :endpoint and t.epoch
                       <= to_timestamp(('x' || replace(left(d.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
                    """)
                .param("endpoint", receiver.url(endpoint))
                .param("fired", fired)
                .query(Integer.class)
                .single();
    }

    @Test
    void a_message_that_takes_too_long_to_read_is_an_error_of_its_filters_and_holds_up_nobody() {
        try (RunningService hasty =
                RunningService.start(Databases.migrated(), "--jwebhooks.trigger.filter-timeout=20ms")) {
            Api api = hasty.api();
            TestAccount shop = api.account(receiver.url("/shop"));
            String paid = api.register(shop, "order.paid", "{}");
            TestAccount cleo = api.account(receiver.url("/cleo"));
            TestAccount dora = api.account(receiver.url("/dora"));
            api.post("/v1/webhook/subscription/" + paid, cleo, "{\"filter\": \"$[0]\"}");
            api.subscribe(dora, paid);
            String dense = "1,".repeat(400_000) + "1";

            Answer sent = api.post("/v1/webhook/triggered/" + paid, shop, "{\"event_data\": [%s]}".formatted(dense));
            assertThat(sent.status()).isEqualTo(201);

            await().until(() -> receiver.at("/dora").size() == 1);
            await().until(() -> errors(api, cleo) == 1);
            String next = api.trigger(shop, paid);
            await().until(() -> isComplete(api, next, shop));
            assertThat(resting(hasty))
                    .as("filters that rest for what the message took")
                    .isZero();
        }
    }

    @Test
    void what_an_account_filters_by_is_shown_to_itself_alone_and_to_admins() {
        subscribe(anna, paid, "$.total > 100");
        String everyones = "/v1/webhook/subscriptions?start=0&limit=10";

        Answer toBen = api.get(everyones, ben);
        assertThat(toBen.body().path("subscriptions").path(0).propertyNames())
                .containsExactlyInAnyOrder("account_id", "epoch", "id", "registration_id");
        assertThat(api.get(everyones, shop).text()).doesNotContain("filter");
        assertThat(api.get(everyones, anna).text()).contains("\"filter\":\"$.total > 100\"", "\"filter_errors\":0");

        Admin.of(SERVICE, ben);
        assertThat(api.get(everyones, ben).text()).contains("\"filter\":\"$.total > 100\"");
    }

    private static int errors(Api api, TestAccount account) {
        return api.get("/v1/webhook/subscription?start=0&limit=10", account)
                .body()
                .path("subscriptions")
                .path(0)
                .path("filter_errors")
                .asInt();
    }

    /** As they could be made while there was no limit. */
    private void subscribedBefore(TestAccount account, int times, String filter) {
        SERVICE.database()
                .sql("""
                    insert into subscriptions (id, account_id, registration_id, epoch, filter, filter_is_predicate)
                    select gen_random_uuid(), :account, :registration, now(), :filter, true
                    from generate_series(1, :times)
                    """)
                .param("account", UUID.fromString(account.id()))
                .param("registration", UUID.fromString(paid))
                .param("filter", filter)
                .param("times", times)
                .update();
    }

    private static int waiting() {
        return count(SERVICE, "fan_outs");
    }

    private static int resting(RunningService service) {
        return count(service, "subscriptions where filter_rests_until is not null");
    }

    private static int count(RunningService service, String rows) {
        return service.database()
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }

    private Answer subscribe(TestAccount account, String registration, String filter) {
        return api.post("/v1/webhook/subscription/" + registration, account, "{\"filter\": \"%s\"}".formatted(filter));
    }

    private Answer change(String subscription, String filter) {
        return api.patch("/v1/webhook/subscription/" + subscription, anna, "{\"filter\": \"%s\"}".formatted(filter));
    }

    private String send(String message, String registration, TestAccount publisher) {
        return created(api.post(
                "/v1/webhook/triggered/" + registration, publisher, "{\"event_data\": %s}".formatted(message)));
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private static boolean isComplete(Api api, String triggered, TestAccount publisher) {
        return api.get("/v1/webhook/triggered/" + triggered, publisher)
                .body()
                .path("complete")
                .asBoolean();
    }
}
