package dev.jwebhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts that want no more than so many deliveries in a second. */
class PacingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

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
        assertPaceOf(60);
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
            for (int i = 0; i < 40; i++) {
                (i % 2 == 0 ? one : other).api().trigger(shop, registration);
            }

            assertPaceOf(40);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 20, 1_000, 2_000})
    void in_a_second_a_share_more_than_the_pace_can_begin_and_in_the_long_run_nothing_more(int pace)
            throws SQLException {
        RunningService service = RunningService.inProcess();
        TestAccount anna = paced(service.api(), pace);
        int share = (pace + 3) / 4;
        Map<Instant, Integer> begun = inTurns(service, anna, 3 * pace);

        assertThat(begun.keySet())
                .allSatisfy(from ->
                        assertThat(within(begun, from, Duration.ofSeconds(1))).isLessThanOrEqualTo(pace + share));
        assertThat(begun.values().stream().mapToInt(count -> count).sum()).isEqualTo(3 * pace);
        Duration all = Duration.between(Collections.min(begun.keySet()), Collections.max(begun.keySet()));
        assertThat(all).isGreaterThanOrEqualTo(Duration.ofMillis(1_000L * (3 * pace - share) / pace));
    }

    private static int within(Map<Instant, Integer> begun, Instant from, Duration length) {
        return begun.entrySet().stream()
                .filter(turn -> !turn.getKey().isBefore(from) && !turn.getKey().isAfter(from.plus(length)))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How many begin at each turn where so many wait, and each turn is taken as early as it can be. */
    private static Map<Instant, Integer> inTurns(RunningService service, TestAccount account, int waiting)
            throws SQLException {
        PacingStore store = service.part(PacingStore.class);
        // So late that nobody else takes a turn.
        Instant late = service.clock().instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
        service.database()
                .sql("update accounts set next_release = ? where id = ?::uuid")
                .params(late.atOffset(ZoneOffset.UTC), account.id())
                .update();
        service.database()
                .sql("""
                    insert into deliveries (id, triggered_id, account_id, next_attempt_at)
                    select gen_random_uuid(), gen_random_uuid(), ?::uuid, ? from generate_series(1, ?)
                    """)
                .params(account.id(), Lease.PACED.atOffset(ZoneOffset.UTC), waiting)
                .update();
        Lease lease = new Lease(late.plus(Duration.ofDays(1)), Duration.ofMinutes(1));
        Map<Instant, Integer> begun = new HashMap<>();
        try (Connection others = service.part(DataSource.class).getConnection();
                Statement rows = others.createStatement()) {
            others.setAutoCommit(false);
            // What other tests left has no turn meanwhile.
            rows.execute("select from accounts where next_release is not null and id <> '%s' for update"
                    .formatted(account.id()));
            for (Optional<Instant> turn = Optional.of(late); turn.isPresent(); turn = nextTurn(service, account)) {
                List<UUID> leased = store.release(turn.get(), lease).leased();
                begun.put(turn.get(), ofAccount(service, account, leased));
            }
            others.rollback();
        }
        service.database()
                .sql("delete from deliveries where account_id = ?::uuid")
                .param(account.id())
                .update();
        return begun;
    }

    private static int ofAccount(RunningService service, TestAccount account, List<UUID> deliveries) {
        return service.database()
                .sql("select count(*) from deliveries where id = any(?) and account_id = ?::uuid")
                .params(deliveries.toArray(UUID[]::new), account.id())
                .query(Integer.class)
                .single();
    }

    private static Optional<Instant> nextTurn(RunningService service, TestAccount account) {
        return service.database()
                .sql("select next_release from accounts where id = ?::uuid and next_release is not null")
                .param(account.id())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
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
        Instant until = hold(service, anna, Duration.ofSeconds(1));

        for (int i = 0; i < 50; i++) {
            service.api().trigger(anna, registration);
        }
        await().atMost(LONG).until(() -> !arrivals.isEmpty());

        assertThat(service.clock().instant()).isAfter(until);
        await().atMost(LONG).until(() -> arrivals.size() >= 48);
        List<Long> times = arrivals.stream().sorted().toList();
        assertThat(Duration.ofNanos(times.get(2) - times.get(0))).isGreaterThan(Duration.ofMillis(1_500));
        // One a second they would take longer.
        assertThat(Duration.ofNanos(times.getLast() - times.get(2))).isLessThan(LONG);
    }

    @Test
    void with_another_endpoint_it_has_its_turn_at_once_and_not_when_the_hold_would_have_ended() {
        RunningService service = RunningService.inProcess();
        TestAccount anna = paced(service.api(), 1_000);
        String registration = service.api().register(anna, "order.paid", "{}");
        service.api().subscribe(anna, registration);
        Instant until = hold(service, anna, Duration.ofMinutes(1));
        service.api().trigger(anna, registration);
        await().until(() -> putOffTo(until, service, anna));

        service.api().patch("/v1/account", anna, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/new")));

        await().until(() -> receiver.at("/new").size() == 1);
    }

    private static boolean putOffTo(Instant until, RunningService service, TestAccount account) {
        return service.database()
                .sql("select coalesce(next_release = ?, false) from accounts where id = ?::uuid")
                .params(until.atOffset(ZoneOffset.UTC), account.id())
                .query(Boolean.class)
                .single();
    }

    private static Instant hold(RunningService service, TestAccount account, Duration time) {
        Instant until = service.clock().instant().plus(time).truncatedTo(ChronoUnit.MICROS);
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

    /** 20 a second, and a share of 5 more in any one; here another 5 that this machine kept waiting on their way. */
    private void assertPaceOf(int all) {
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at("/anna").size() == all);
        List<Long> times = arrivals.stream().sorted().toList();
        for (int first = 0; first < times.size(); first++) {
            long end = times.get(first) + Duration.ofSeconds(1).toNanos();
            long within =
                    times.stream().skip(first).takeWhile(time -> time < end).count();
            assertThat(within).isLessThanOrEqualTo(20 + 2 * 5);
        }
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst()))
                .isGreaterThan(Duration.ofMillis(1_000L * (all - 5) / 20 - 350));
    }
}
