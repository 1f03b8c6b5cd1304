package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls with the same key at the same time, over a long time, and when a statement fails half way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyInTimeTest {
    private static final long HELD_BY_THE_TEST = 7;

    private final String url = Databases.migrated();
    private final RunningService one = RunningService.start(url);
    private final RunningService two = RunningService.start(url);
    private final Receiver receiver = Receiver.start();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private TestAccount owner = TestAccount.STRANGER;
    private String registration = "";

    @BeforeEach
    void register() {
        owner = one.api().account(receiver.url("/owner"));
        registration = one.api().register(owner, "e", "{}");
    }

    @AfterEach
    void letAllBeInserted() {
        one.database().sql("drop function if exists before_insert cascade").update();
    }

    @AfterAll
    void close() {
        callers.shutdownNow();
        receiver.close();
        two.close();
        one.close();
    }

    @Test
    void calls_at_the_same_instant_on_two_instances_fire_once_and_are_all_told_the_same() throws Exception {
        for (int round = 0; round < 30; round++) {
            String key = "round-" + round;
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Api api = i % 2 == 0 ? one.api() : two.api();
                answers.add(callers.submit(() -> fire(api, key)));
            }

            List<String> told = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(201);
                told.add(answer.get().text());
            }

            assertThat(told.stream().distinct()).hasSize(1);
        }
        assertThat(fired()).isEqualTo(30);
    }

    @Test
    void while_the_first_is_in_progress_the_others_are_told_so_and_later_what_became_of_it() throws Exception {
        onInsert("triggered_webhooks", "perform pg_advisory_xact_lock_shared(" + HELD_BY_THE_TEST + ")");
        try (Connection test = connection();
                Statement lock = test.createStatement()) {
            lock.execute("select pg_advisory_lock(" + HELD_BY_THE_TEST + ")");
            Future<Answer> first = callers.submit(() -> fire(one.api(), "k"));
            await().until(() -> waitingForTheTest() == 1);

            Answer sameInstance = fire(one.api(), "k");
            Answer otherInstance = fire(two.api(), "k");

            assertThat(sameInstance.status()).isEqualTo(409);
            assertThat(otherInstance.status()).isEqualTo(409);
            assertThat(otherInstance.error())
                    .isEqualTo("A call with this idempotency key is in progress; send it again to get its answer");
            lock.execute("select pg_advisory_unlock(" + HELD_BY_THE_TEST + ")");
            assertThat(first.get().status()).isEqualTo(201);
            assertThat(fire(two.api(), "k").text()).isEqualTo(first.get().text());
        }
        assertThat(fired()).isEqualTo(1);
    }

    @Test
    void a_message_that_could_not_be_written_leaves_no_key_behind() {
        onInsert("triggered_webhooks", "raise exception 'no'");
        assertThat(fire(one.api(), "k").status()).isEqualTo(500);
        assertThat(keys(owner.id())).isZero();

        onInsert("triggered_webhooks", "null");
        assertThat(fire(one.api(), "k").status()).isEqualTo(201);
    }

    @Test
    void a_key_that_could_not_be_written_leaves_no_message_behind() {
        onInsert("idempotency_keys", "raise exception 'no'");

        assertThat(fire(one.api(), "k").status()).isEqualTo(500);

        assertThat(fired()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        admin_shutdown | 503 | The database is not available; try again soon
        check_violation | 500 | The service failed; its log says why
        """)
    void of_a_list_that_fired_in_part_before_the_database_fails_only_the_rest_is_told_so(
            String state, int status, String error) {
        // The second message has to be asked for again, when the first has fired.
        String message = "{\"registration_id\": \"%s\", \"idempotency_key\": \"k\"}".formatted(registration);
        onSecondStatement("raise exception 'no' using errcode = '%s'".formatted(state));

        Answer answer = one.api().post("/v1/webhook/triggered", owner, "[" + message + ", " + message + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("answers").valueStream())
                .extracting(each -> each.path("status").asInt())
                .containsExactly(201, status);
        assertThat(answer.body().path("answers").path(1).path("Error").asString())
                .isEqualTo(error);
        assertThat(fired()).isEqualTo(1);
    }

    @Test
    void a_key_is_known_for_a_day_and_then_free_again() {
        String first = fire(one.api(), "k").text();

        ahead(Duration.ofHours(24).minusMinutes(1));
        assertThat(fire(one.api(), "k").text()).isEqualTo(first);
        ahead(Duration.ofMinutes(2));

        Answer free = fire(one.api(), "k");
        assertThat(free.status()).isEqualTo(201);
        assertThat(free.text()).isNotEqualTo(first);
        assertThat(fired()).isEqualTo(2);
    }

    @Test
    void old_keys_are_removed_a_batch_at_a_time_and_others_stay() {
        one.database()
                .sql("""
                    insert into idempotency_keys
                    select ?::uuid, n::text, '', gen_random_uuid(), ?::timestamptz - interval '1 day' * (n % 2)
                    from generate_series(1, 5000) n
                    """)
                .params(owner.id(), one.clock().instant().atOffset(ZoneOffset.UTC))
                .update();

        ahead(Duration.ofMinutes(1));

        await().until(() -> keys(owner.id()) == 2_500);
    }

    private static Answer fire(Api api, TestAccount account, String registrationId, String key) {
        return api.send(api.request("/v1/webhook/triggered/" + registrationId)
                .header("username", account.username())
                .header("api-key", account.apiKey())
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.noBody()));
    }

    private Answer fire(Api api, String key) {
        return fire(api, owner, registration, key);
    }

    private void ahead(Duration by) {
        one.clock().advance(by);
        two.clock().advance(by);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "");
    }

    /** What Postgres does for each row that is inserted into a table. */
    private void onInsert(String table, String statement) {
        one.database().sql("""
            create or replace function before_insert() returns trigger language plpgsql as
            $$ begin %s; return new; end $$
            """.formatted(statement)).update();
        one.database().sql("""
            create or replace trigger before_insert before insert on %s
            for each row execute function before_insert()
            """.formatted(table)).update();
    }

    /** What Postgres does before all but the first statement that fires. */
    private void onSecondStatement(String statement) {
        one.database().sql("drop sequence if exists fired").update();
        one.database().sql("create sequence fired").update();
        one.database().sql("""
            create or replace function before_insert() returns trigger language plpgsql as
            $$ begin if nextval('fired') > 1 then %s; end if; return null; end $$
            """.formatted(statement)).update();
        one.database().sql("""
            create trigger before_statement before insert on triggered_webhooks
            for each statement execute function before_insert()
            """).update();
    }

    private int waitingForTheTest() {
        return one.database()
                .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = ?")
                .param(HELD_BY_THE_TEST)
                .query(Integer.class)
                .single();
    }

    private int fired() {
        return count("select count(*) from triggered_webhooks where registration_id = ?::uuid", registration);
    }

    private int keys(String account) {
        return count("select count(*) from idempotency_keys where account_id = ?::uuid", account);
    }

    private int count(String query, String of) {
        return one.database().sql(query).param(of).query(Integer.class).single();
    }
}
