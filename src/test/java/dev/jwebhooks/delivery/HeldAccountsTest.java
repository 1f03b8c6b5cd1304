package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts whose endpoints failed again and again, seen by what waits for them. */
class HeldAccountsTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final TestAccount subscriber = api.account(receiver.url("/subscriber"));
    private final String registration = api.register(owner, "e", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void what_is_fired_to_a_held_account_waits_for_the_end_and_that_to_the_others_does_not() {
        api.subscribe(subscriber, registration);
        api.subscribe(api.account(receiver.url("/other")), registration);
        Instant until = hold(Duration.ofSeconds(3));

        api.trigger(owner, registration);

        await().until(() -> receiver.at("/other").size() == 1);
        assertThat(receiver.at("/subscriber")).isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> receiver.at("/subscriber").size() == 1);
        assertThat(service.clock().instant()).isAfter(until);
    }

    @Test
    void what_is_due_to_a_held_account_stays_where_it_is_without_a_lease() {
        Instant until = hold(Duration.ofSeconds(40));
        UUID delivery = dueNow();

        await().until(() -> nextAttemptAt(delivery).isAfter(until));

        assertThat(nextAttemptAt(delivery)).isBefore(until.plusSeconds(41));
        assertThat(receiver.at("/subscriber")).isEmpty();
    }

    @Test
    void what_waits_for_a_held_account_comes_back_in_a_few_steps() {
        hold(Duration.ofSeconds(40));
        List<UUID> deliveries = Stream.generate(this::dueNow).limit(300).toList();

        await().untilAsserted(() -> assertThat(deliveries)
                .map(this::nextAttemptAt)
                .allMatch(due -> due.isAfter(service.clock().instant()))
                .allMatch(due -> due.toEpochMilli() % 250 == 0));
    }

    @Test
    void the_more_is_due_to_a_held_account_the_longer_it_waits() {
        Instant until = hold(Duration.ofSeconds(40));
        service.database()
                .sql("""
                    insert into deliveries (id, triggered_id, account_id, next_attempt_at)
                    select gen_random_uuid(), gen_random_uuid(), ?::uuid, ? from generate_series(1, 600)
                    """)
                .params(subscriber.id(), service.clock().instant().atOffset(ZoneOffset.UTC))
                .update();

        await().until(() -> dueBefore(until) == 0);

        assertThat(dueBefore(until.plusSeconds(60))).isLessThan(100);
        assertThat(dueBefore(until.plusSeconds(3_601))).isEqualTo(600);
    }

    private int dueBefore(Instant time) {
        return service.database()
                .sql("select count(*) from deliveries where account_id = ?::uuid and next_attempt_at < ?")
                .params(subscriber.id(), time.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    @Test
    void a_hold_longer_than_any_was_written_by_a_clock_that_was_set_back_and_holds_nothing() {
        api.subscribe(subscriber, registration);
        hold(Duration.ofDays(1));

        api.trigger(owner, registration);

        await().until(() -> receiver.at("/subscriber").size() == 1);
    }

    @Test
    void an_endpoint_that_fails_five_times_in_a_row_holds_its_account_until_there_is_a_new_one() {
        receiver.answer("/subscriber", 500);
        api.subscribe(subscriber, registration);
        for (int i = 0; i < 5; i++) {
            api.trigger(owner, registration);
        }
        await().until(() -> heldUntil().isPresent());

        api.patch("/v1/account", subscriber, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/moved")));
        assertThat(heldUntil()).isEmpty();
        api.trigger(owner, registration);

        await().until(() -> receiver.at("/moved").size() == 1);
    }

    private Instant hold(Duration time) {
        Instant until = service.clock().instant().plus(time).truncatedTo(ChronoUnit.MICROS);
        service.database()
                .sql("update accounts set held_until = ? where id = ?::uuid")
                .params(until.atOffset(ZoneOffset.UTC), subscriber.id())
                .update();
        return until;
    }

    private Optional<Instant> heldUntil() {
        return service.database()
                .sql("select held_until from accounts where id = ?::uuid and held_until is not null")
                .param(subscriber.id())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    private UUID dueNow() {
        UUID id = UUID.randomUUID();
        service.database()
                .sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at) values (?, ?, ?::uuid, ?)")
                .params(id, id, subscriber.id(), service.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private Instant nextAttemptAt(UUID delivery) {
        return service.database()
                .sql("select next_attempt_at from deliveries where id = ?")
                .param(delivery)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
