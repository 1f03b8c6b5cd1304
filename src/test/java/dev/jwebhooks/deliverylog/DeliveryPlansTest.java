package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many rows of deliveries PostgreSQL reads for a page of them, by its own count, where they fill the partitions
 * that a service has after a month: the account that asks received and fired a part of 300,000.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryPlansTest {
    private static final int TRIGGERS = 6_000;
    private static final int RECEIVERS = 50;

    private RunningService service = RunningService.inProcess();
    private TestAccount caller = TestAccount.STRANGER;

    @BeforeAll
    void fill() {
        // One connection, so that this test can have its statistics told at once; the migration, which takes two, is
        // done.
        service = RunningService.start(
                Databases.migrated(),
                "--spring.datasource.hikari.maximum-pool-size=1",
                "--spring.flyway.enabled=false",
                "--spring.datasource.hikari.data-source-properties.socketTimeout=600");
        try (Receiver receiver = Receiver.start()) {
            caller = service.api().account(receiver.url("/a"));
        }
        makePartitions(service.database());
        fillTables(service.database());
    }

    /** As after a month: six that have all, the next ones, and what is left of the first. */
    private static void makePartitions(JdbcClient database) {
        database.sql("""
            create function id_of(moment timestamptz) returns uuid language sql as $$
                select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
            $$
            """).update();
        database.sql("""
            do $$
            declare
                -- Partitions may have been made ahead: all of them go.
                partition text;
                day timestamptz := now() - interval '28 d';
            begin
                for partition in select inhrelid::regclass from pg_inherits
                                 where inhparent = 'deliveries'::regclass and inhrelid <> 'deliveries_default'::regclass
                loop
                    execute format('drop table %s', partition);
                end loop;
                execute format('create table deliveries_first partition of deliveries for values from (minvalue) to (%L)',
                               id_of(day));
                for n in 1..8 loop
                    execute format('create table deliveries_%s partition of deliveries for values from (%L) to (%L)',
                                   n, id_of(day), id_of(day + interval '5 d'));
                    day := day + interval '5 d';
                end loop;
            end $$
            """).update();
    }

    /** The caller fires every second one, and receives each. */
    private void fillTables(JdbcClient database) {
        database.sql("""
            insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
            select gen_random_uuid(), gen_random_uuid(), case when n % 2 = 0 then ?::uuid else gen_random_uuid() end,
                   now() - n * interval '6 min', 'order.paid', '{}'
            from generate_series(1, ?) n
            """).params(caller.id(), TRIGGERS).update();
        database.sql("""
            insert into deliveries (id, triggered_id, account_id, attempts, state, started_at, took_ms, status)
            select overlay(gen_random_uuid()::text placing left(id_of(epoch)::text, 13) || '-7' from 1)::uuid, t.id,
                   case when n = 1 then ?::uuid else md5('account ' || n)::uuid end, 1,
                   'succeeded', epoch, 5, 200
            from triggered_webhooks t, generate_series(1, ?) n
            """).params(caller.id(), RECEIVERS).update();
        for (String table : new String[] {"deliveries", "triggered_webhooks"}) {
            database.sql("vacuum analyze " + table).update();
        }
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Where a filter lets nothing through, a page ends after 5,000; where none is given, what is shown is read. */
    @ParameterizedTest
    @CsvSource({
        "'limit=50', 200",
        "'limit=50&status=failed', 5500",
        "'limit=50&event=order.shipped', 5500",
        "'limit=50&status=failed&event=order.paid', 5500",
        "'as=publisher&limit=50', 500",
        "'as=publisher&limit=50&status=failed', 5500",
        "'as=publisher&limit=50&event=order.shipped', 5500",
        "'as=publisher&limit=50&status=failed&event=order.paid', 5500"
    })
    void a_page_reads_a_bounded_number_of_deliveries_wherever_it_begins(String query, long most) {
        String next = "";
        for (int page = 0; page < 3; page++) {
            long before = rowsRead();

            Answer answer = service.api().get("/v1/webhook/deliveries?" + query + next, caller);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(rowsRead() - before).isLessThanOrEqualTo(most);
            if (answer.body().path("next").isNull()) {
                return;
            }
            next = "&cursor=" + answer.body().path("next").asString();
        }
    }

    /** Of all partitions, by an index or without one. */
    private long rowsRead() {
        service.database()
                .sql("select pg_stat_force_next_flush()")
                .query((_, _) -> 0)
                .list();
        return service.database().sql("""
            select (select sum(seq_tup_read) from pg_stat_user_tables where relname like 'deliveries%')
                 + (select sum(idx_tup_read) from pg_stat_user_indexes where relname like 'deliveries%')
            """).query(Long.class).single();
    }
}
