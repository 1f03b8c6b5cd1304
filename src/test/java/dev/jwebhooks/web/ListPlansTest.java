package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists over filled tables: no page, however late, reads a whole table. For the figures in the documentation:
 * {@code ./mvnw test -Dtest=ListPlansTest -Dlists.rows=1000000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPlansTest {
    private static final int ROWS = Integer.getInteger("lists.rows", 20_000);

    private RunningService service = RunningService.inProcess();
    private TestAccount caller = TestAccount.STRANGER;

    @BeforeAll
    void fill() {
        String database = Databases.migrated();
        RunningService.start(database).close();
        // One connection, so that this test can have its statistics told at once; the migration takes two.
        service = RunningService.start(
                database,
                "--spring.datasource.hikari.maximum-pool-size=1",
                "--spring.flyway.enabled=false",
                "--spring.datasource.hikari.data-source-properties.socketTimeout=600");
        try (Receiver receiver = Receiver.start()) {
            caller = Admin.of(service, service.api().account(receiver.url("/a")));
        }
        fillTables(service.database());
    }

    private void fillTables(JdbcClient database) {
        database.sql("""
            insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, epoch)
            select gen_random_uuid(), 'user-' || n, 'http://host/', repeat('h', 100), repeat('s', 40), false,
                   now() + n * interval '1 ms'
            from generate_series(1, ?) n
            """).param(ROWS).update();
        // Every second row is the caller's, the rest belong to somebody else.
        database.sql("""
            insert into registrations (id, account_id, event, description, event_data, epoch)
            select gen_random_uuid(), case when n % 2 = 0 then ?::uuid else other.id end, 'e', 'd',
                   '{"text": "' || repeat('x', 200) || '"}', now() + n * interval '1 ms'
            from generate_series(1, ?) n, (select id from accounts where username = 'user-1') other
            """).params(caller.id(), 2 * ROWS).update();
        database.sql("""
            insert into subscriptions (id, account_id, registration_id, epoch)
            select gen_random_uuid(), account_id, id, epoch from registrations
            """).update();
        database.sql("""
            insert into triggered_webhooks (id, registration_id, epoch, event, body)
            select gen_random_uuid(), id, epoch, event, convert_to(event_data, 'UTF8') from registrations
            """).update();
        for (String table : new String[] {"accounts", "registrations", "subscriptions", "triggered_webhooks"}) {
            database.sql("vacuum analyze " + table).update();
        }
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, /v1/accounts",
        "registrations, /v1/webhook/registration",
        "registrations, /v1/webhook/registrations",
        "subscriptions, /v1/webhook/subscription",
        "subscriptions, /v1/webhook/subscriptions",
        "triggered_webhooks, /v1/webhook/triggered"
    })
    void a_page_comes_from_an_index_wherever_it_begins(String table, String path) {
        for (int start : new int[] {0, ROWS / 2, ROWS - 100}) {
            long scansBefore = wholeScans(table);
            long began = System.nanoTime();

            Answer page = service.api().get(path + "?start=" + start + "&limit=100", caller);

            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf("%s from %,d of %,d: %d ms%n", path, start, ROWS, took.toMillis());
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body().path("next_start").asInt()).isEqualTo(start + 100);
            assertThat(wholeScans(table)).isEqualTo(scansBefore);
            assertThat(took).isLessThan(Duration.ofSeconds(2));
        }
    }

    private long wholeScans(String table) {
        service.database()
                .sql("select pg_stat_force_next_flush()")
                .query((_, _) -> 0)
                .list();
        return service.database()
                .sql("select seq_scan from pg_stat_user_tables where relname = ?")
                .param(table)
                .query(Long.class)
                .single();
    }
}
