package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Turns one by one: what waits here is continued by nobody else. */
class FanOutsInTurnTest {
    private static final String URL = Databases.migrated();
    private static final RunningService SERVICE = RunningService.start(URL);
    private static final Receiver RECEIVER = Receiver.start();
    private static final Duration LIMIT = Duration.ofMillis(125);

    private final WaitingFanOuts waiting = SERVICE.part(WaitingFanOuts.class);
    private final FilteredFanOuts filtered = SERVICE.part(FilteredFanOuts.class);
    private final Instant now = SERVICE.clock().instant();
    private final Lease lease = new Lease(now.plusSeconds(60), Duration.ZERO);

    @BeforeAll
    static void leaveAllWaiting() {
        SERVICE.part(FanOutContinuation.class).poller().close();
        SERVICE.part(FilteredContinuation.class).poller().close();
    }

    @AfterEach
    void leaveNothing() {
        SERVICE.database().sql("delete from fan_outs").update();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        RECEIVER.close();
    }

    @Test
    void accounts_have_turns_in_the_order_of_their_ids_which_begins_again_after_the_last() {
        for (int i = 5; i > 0; i--) {
            waits(account(i), false);
            waits(account(i), false);
        }
        waits(account(9), true);

        assertThat(next(null, 3)).isEqualTo(accounts(1, 2, 3));
        assertThat(next(account(3), 2)).isEqualTo(accounts(4, 5));
        assertThat(next(account(3), 4)).isEqualTo(accounts(4, 5, 1, 2));
        assertThat(next(account(3), 100)).isEqualTo(accounts(4, 5, 1, 2, 3));
        assertThat(next(account(5), 3)).isEqualTo(accounts(1, 2, 3));
        assertThat(next(account(7), 100)).isEqualTo(accounts(1, 2, 3, 4, 5));
        assertThat(next(null, 100)).isEqualTo(accounts(1, 2, 3, 4, 5));
        assertThat(filtered.accountsAfter(account(9))).isEqualTo(accounts(9));
    }

    @Test
    void what_the_version_before_left_to_no_account_has_its_turn_too() {
        waits(WaitingFanOuts.START, false);
        waits(account(1), false);

        assertThat(next(null, 100)).containsExactlyInAnyOrder(WaitingFanOuts.START, account(1));
        assertThat(next(account(1), 1)).containsExactly(WaitingFanOuts.START);
        assertThat(next(WaitingFanOuts.START, 1)).containsExactly(account(1));
    }

    @Test
    void where_nothing_waits_it_is_nobodys_turn() {
        assertThat(next(null, 100)).isEmpty();
        assertThat(next(account(3), 100)).isEmpty();
        assertThat(waiting.accountsAfter(false, null, 100).anyFiltered()).isFalse();
    }

    @Test
    void a_message_whose_filters_are_not_asked_is_not_another_however_old() throws SQLException {
        Sent sent = sentWithFilter(2);
        UUID younger = sent.triggered.getLast();

        try (Connection other = DriverManager.getConnection(URL, "postgres", "");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from jwebhooks.fan_outs where triggered_id = '%s' for update".formatted(younger));

            assertThat(unasked(sent.account, younger).fanOuts()).isZero();
            assertThat(sent.triggered).allMatch(filtered::waits);
        }

        assertThat(unasked(sent.account, younger).fanOuts()).isEqualTo(1);
        assertThat(filtered.waits(younger)).isFalse();
        assertThat(filtered.waits(sent.triggered.getFirst())).isTrue();
    }

    @Test
    void of_messages_of_the_same_moment_the_one_that_is_blamed_is_the_one_that_had_the_turn() {
        Sent sent = sentWithFilter(10);
        UUID oldest = sent.triggered.stream()
                .min((one, other) -> one.toString().compareTo(other.toString()))
                .orElseThrow();

        assertThat(SERVICE.part(SlowFilters.class).blame(sent.account, LIMIT, now))
                .map(SlowFilters.Verdict::triggered)
                .isEqualTo(Optional.of(oldest));

        filtered.continueThoseOf(sent.account, 1, LIMIT, now, lease);
        assertThat(SERVICE.database()
                        .sql("select triggered_id from fan_outs where after_account <> ?")
                        .param(WaitingFanOuts.START)
                        .query(UUID.class)
                        .list())
                .containsExactly(oldest);
    }

    private record Sent(UUID account, List<UUID> triggered) {}

    /** So many messages of one list to one subscriber, who has a filter. */
    private Sent sentWithFilter(int messages) {
        Api api = SERVICE.api();
        TestAccount shop = api.account(RECEIVER.url("/any"));
        String registration = api.register(shop, "e", "{}");
        api.post(
                "/v1/webhook/subscription/" + registration,
                api.account(RECEIVER.url("/any")),
                "{\"filter\": \"$.total\"}");
        String list = IntStream.range(0, messages)
                .mapToObj(_ -> "{\"registration_id\": \"%s\"}".formatted(registration))
                .collect(Collectors.joining(",", "[", "]"));
        return new Sent(
                UUID.fromString(shop.id()),
                api.post("/v1/webhook/triggered", shop, list)
                        .body()
                        .path("answers")
                        .valueStream()
                        .map(one -> UUID.fromString(
                                one.path("triggered_webhook").path("id").asString()))
                        .toList());
    }

    private Turn unasked(UUID account, UUID triggered) {
        return filtered.continueUnasked(account, triggered, 100, now, lease);
    }

    private List<UUID> next(@Nullable UUID last, int most) {
        return waiting.accountsAfter(false, last, most).accounts();
    }

    private static UUID account(int number) {
        return new UUID(0, number);
    }

    private static List<UUID> accounts(int... numbers) {
        return IntStream.of(numbers).mapToObj(FanOutsInTurnTest::account).toList();
    }

    private static void waits(UUID account, boolean filtered) {
        SERVICE.database()
                .sql("""
                    insert into fan_outs (triggered_id, registration_id, as_of, after_account, account_id, filtered)
                    values (gen_random_uuid(), gen_random_uuid(), now(), ?, ?, ?)
                    """)
                .params(WaitingFanOuts.START, account, filtered)
                .update();
    }
}
