package dev.jwebhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts that want no more than so many deliveries in a second. */
class PacingTest {
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void what_is_over_the_pace_waits_for_its_turn_and_others_do_not() {
        Api api = RunningService.inProcess().api();
        TestAccount anna = paced(api, 20);
        TestAccount shop = api.account(receiver.url("/shop"));
        String registration = api.register(shop, "order.paid", "{}");
        api.subscribe(anna, registration);
        api.subscribe(api.account(receiver.url("/quick")), registration);
        for (int i = 0; i < 60; i++) {
            api.trigger(shop, registration);
        }

        await().until(() -> receiver.at("/quick").size() == 60);
        assertThat(receiver.at("/anna").size()).isLessThan(60);
        JsonNode waiting = api.get("/v1/webhook/deliveries?status=pending", anna)
                .body()
                .path("deliveries")
                .path(0);
        assertThat(waiting.path("reason").asString()).isEqualTo("waits for its turn");
        assertPaceOf60();
    }

    @Test
    void two_instances_keep_to_it_together() {
        String database = Databases.migrated();
        try (RunningService one = RunningService.start(database);
                RunningService other = RunningService.start(database)) {
            TestAccount anna = paced(one.api(), 20);
            TestAccount shop = one.api().account(receiver.url("/shop"));
            String registration = one.api().register(shop, "order.paid", "{}");
            one.api().subscribe(anna, registration);
            for (int i = 0; i < 60; i++) {
                (i % 2 == 0 ? one : other).api().trigger(shop, registration);
            }

            assertPaceOf60();
        }
    }

    @Test
    void an_account_for_which_nothing_waits_costs_no_turns_and_its_next_delivery_begins_them() {
        RunningService service = RunningService.inProcess();
        TestAccount anna = paced(service.api(), 20);
        String registration = service.api().register(anna, "order.paid", "{}");
        service.api().subscribe(anna, registration);
        for (int times = 1; times <= 2; times++) {
            await().until(() -> !hasTurns(service, anna));

            service.api().trigger(anna, registration);

            int sent = times;
            await().until(() -> receiver.at("/anna").size() == sent);
        }
    }

    private static boolean hasTurns(RunningService service, TestAccount account) {
        return service.database()
                .sql("select next_release is not null from accounts where id = ?::uuid")
                .param(account.id())
                .query(Boolean.class)
                .single();
    }

    @Test
    void for_a_held_account_nothing_has_a_turn_until_that_ends_and_then_one_a_second_until_one_succeeds() {
        RunningService service = RunningService.inProcess();
        TestAccount anna = paced(service.api(), 1_000);
        receiver.answer("/anna", _ -> {
            arrivals.add(System.nanoTime());
            return arrivals.size() < 3 ? 500 : 200;
        });
        String registration = service.api().register(anna, "order.paid", "{}");
        service.api().subscribe(anna, registration);
        Instant until = hold(service, anna, Duration.ofSeconds(2));

        for (int i = 0; i < 50; i++) {
            service.api().trigger(anna, registration);
        }
        await().until(() -> !arrivals.isEmpty());

        assertThat(service.clock().instant()).isAfter(until);
        await().until(() -> arrivals.size() >= 48);
        List<Long> times = arrivals.stream().sorted().toList();
        assertThat(Duration.ofNanos(times.get(2) - times.get(0))).isGreaterThan(Duration.ofMillis(1_500));
        assertThat(Duration.ofNanos(times.getLast() - times.get(2))).isLessThan(Duration.ofSeconds(6));
    }

    private static Instant hold(RunningService service, TestAccount account, Duration time) {
        Instant until = service.clock().instant().plus(time);
        service.database()
                .sql("update accounts set held_until = ? where id = ?::uuid")
                .params(until.atOffset(ZoneOffset.UTC), account.id())
                .update();
        return until;
    }

    @Test
    void without_a_pace_what_waited_goes_out() {
        Api api = RunningService.inProcess().api();
        TestAccount anna = paced(api, 1);
        String registration = api.register(anna, "order.paid", "{}");
        api.subscribe(anna, registration);
        for (int i = 0; i < 30; i++) {
            api.trigger(anna, registration);
        }
        await().until(() -> !receiver.at("/anna").isEmpty());
        assertThat(receiver.at("/anna").size()).isLessThan(10);

        api.patch("/v1/account/delivery", anna, "{\"deliveries_per_second\": null}");

        await().until(() -> receiver.at("/anna").size() == 30);
    }

    private TestAccount paced(Api api, int perSecond) {
        receiver.answer("/anna", _ -> {
            arrivals.add(System.nanoTime());
            return 200;
        });
        TestAccount anna = api.account(receiver.url("/anna"));
        String body = "{\"deliveries_per_second\": %d}".formatted(perSecond);
        assertThat(api.patch("/v1/account/delivery", anna, body)
                        .body()
                        .path("deliveries_per_second")
                        .asInt())
                .isEqualTo(perSecond);
        return anna;
    }

    /** 20 a second: in no second more, but for a share of 5 that was on its way, so 60 take longer than 2 s. */
    private void assertPaceOf60() {
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at("/anna").size() == 60);
        List<Long> times = arrivals.stream().sorted().toList();
        for (int first = 0; first < times.size(); first++) {
            long end = times.get(first) + Duration.ofSeconds(1).toNanos();
            long within =
                    times.stream().skip(first).takeWhile(time -> time < end).count();
            assertThat(within).isLessThanOrEqualTo(20 + 2 * 5);
        }
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isGreaterThan(Duration.ofMillis(2_400));
    }
}
