package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Filters here are seconds that they take. */
class SlowFiltersTest {
    private static final String URL = Databases.migrated();
    private static final RunningService SERVICE = RunningService.start(URL);
    private static final Duration LIMIT = Duration.ofMillis(125);
    private static final Receiver RECEIVER = Receiver.start();

    private final SlowFilters slowFilters = SERVICE.part(SlowFilters.class);
    private final Api api = SERVICE.api();
    private final TestAccount shop = api.account(RECEIVER.url("/any"));
    private final String registration = api.register(shop, "e", "{}");
    private final UUID triggered = UUID.fromString(api.trigger(shop, registration));
    private final Instant now = Instant.parse("2026-01-31T12:00:00Z");

    @BeforeAll
    static void letFiltersSleep() {
        SERVICE.database().sql("""
            create or replace function filter_matches(message jsonb, filter text, is_predicate boolean) returns boolean
                language plpgsql stable as
            $$ begin perform pg_sleep(filter::double precision); return true; end $$
            """).update();
    }

    @AfterEach
    void leaveNothing() {
        SERVICE.database().sql("delete from subscriptions").update();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        RECEIVER.close();
    }

    @Test
    void a_filter_rests_for_ten_minutes_and_for_a_day_when_it_is_too_slow_again_soon_after() {
        UUID slow = subscription(UUID.randomUUID(), "0.15");

        tried(now, slow);
        assertThat(restOf(slow)).isEqualTo(now.plus(Duration.ofMinutes(10)));

        Instant again = now.plus(Duration.ofMinutes(69));
        tried(again, slow);
        assertThat(restOf(slow)).isEqualTo(again.plus(Duration.ofDays(1)));
    }

    @Test
    void one_that_is_too_slow_long_after_its_rest_has_another_short_one() {
        UUID slow = subscription(UUID.randomUUID(), "0.15");
        tried(now, slow);

        Instant late = now.plus(Duration.ofMinutes(71));
        tried(late, slow);

        assertThat(restOf(slow)).isEqualTo(late.plus(Duration.ofMinutes(10)));
    }

    @Test
    void one_that_two_instances_find_too_slow_at_the_same_time_rests_once() {
        UUID slow = subscription(UUID.randomUUID(), "0.15");

        tried(now, slow);
        tried(now.plusMillis(20), slow);

        assertThat(restOf(slow)).isEqualTo(now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void of_those_that_take_too_long_only_together_none_rests() {
        UUID[] quick = Stream.generate(() -> subscription(UUID.randomUUID(), "0.03"))
                .limit(12)
                .toArray(UUID[]::new);

        tried(now, quick);

        assertThat(resting()).isEmpty();
    }

    @Test
    void of_those_that_take_too_long_together_who_takes_too_long_alone_rests_and_who_was_not_tried_does_not() {
        UUID slow = subscription(UUID.randomUUID(), "1");
        UUID slower = subscription(UUID.randomUUID(), "2");
        UUID untried = subscription(UUID.randomUUID(), "0");

        tried(now, slow, slower, untried);

        assertThat(resting()).containsExactlyInAnyOrder(slow, slower);
    }

    @Test
    void those_that_rest_are_locked_in_the_order_of_their_ids() throws Exception {
        UUID second = subscription(new UUID(2, 2), "0.15");
        UUID first = subscription(new UUID(1, 1), "0.15");
        // Then it knows that they are few, and reads them as they lie there.
        SERVICE.database().sql("analyze subscriptions").update();

        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor();
                Connection counting = DriverManager.getConnection(URL, "postgres", "");
                Statement statement = counting.createStatement()) {
            counting.setAutoCommit(false);
            statement.execute(locked(first));
            Future<?> resting = other.submit(() -> tried(now, second, first));
            await().until(() -> waitingForLocks() > 0);

            statement.execute(locked(second) + " nowait");
            counting.commit();
            resting.get();
        }
        assertThat(resting()).containsExactlyInAnyOrder(first, second);
    }

    private void tried(Instant at, UUID... subscriptions) {
        slowFilters.restWhatTakes(LIMIT, new DearFilters(triggered, List.of(subscriptions)), at);
    }

    private UUID subscription(UUID id, String seconds) {
        SERVICE.database().sql("""
            insert into subscriptions (id, account_id, registration_id, epoch, filter)
            values (?, ?::uuid, ?::uuid, now(), ?)
            """).params(id, shop.id(), registration, seconds).update();
        return id;
    }

    private static String locked(UUID subscription) {
        return "select from jwebhooks.subscriptions where id = '%s' for no key update".formatted(subscription);
    }

    private static int waitingForLocks() {
        return SERVICE.database().sql("""
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """).query(Integer.class).single();
    }

    private static Instant restOf(UUID subscription) {
        return SERVICE.database()
                .sql("select filter_rests_until from subscriptions where id = ?")
                .param(subscription)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static List<UUID> resting() {
        return SERVICE.database()
                .sql("select id from subscriptions where filter_rests_until is not null")
                .query(UUID.class)
                .list();
    }
}
