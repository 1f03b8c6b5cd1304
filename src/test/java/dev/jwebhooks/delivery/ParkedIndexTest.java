package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How what waits for its account is found among much else that waits. */
class ParkedIndexTest {
    private static final String PARTITIONS =
            "select count(*) from pg_inherits where inhparent = 'deliveries'::regclass";

    private final JdbcClient database = RunningService.inProcess().database();

    @ParameterizedTest
    @ValueSource(strings = {Lease.IS_PARKED, Lease.IS_PACED})
    void what_waits_for_one_thing_is_found_without_reading_what_waits_for_another(String kind) {
        UUID account = UUID.randomUUID();
        park(account, 2_000, "9999-01-01 00:00Z");
        park(account, 2_000, "9998-01-01 00:00Z");
        park(UUID.randomUUID(), 2_000, "9998-01-01 00:00Z");

        String plan = explained("select id from deliveries where account_id = '%s' and %s order by id limit 25"
                .formatted(account, kind));

        assertThat(plan)
                .contains("Index Only Scan using deliveries")
                .doesNotContain("Rows Removed", "Sort  (", "Sort (", "Seq Scan");
    }

    @Test
    void every_partition_has_the_index() {
        assertThat(database.sql("select count(*) from pg_inherits where inhparent = 'deliveries_awaiting'::regclass")
                        .query(Integer.class)
                        .single())
                .isEqualTo(database.sql(PARTITIONS).query(Integer.class).single());
    }

    @Test
    void from_one_account_to_the_next_only_one_row_is_read() {
        for (int account = 0; account < 3; account++) {
            park(UUID.randomUUID(), 2_000, "9999-01-01 00:00Z");
            deliver(UUID.randomUUID(), 2_000);
        }

        String plan = explained((Lease.withAccountsOf(Lease.IS_PARKED) + "select account_id from waiting")
                .replace(":after", "'00000000-0000-0000-0000-000000000000'"));

        assertThat(plan)
                .contains("Index Only Scan using deliveries")
                .doesNotContain("Rows Removed", "Sort  (", "Sort (", "Seq Scan");
    }

    @Test
    void whether_anything_waits_at_all_is_one_row_of_the_end_of_an_index() {
        deliver(UUID.randomUUID(), 2_000);
        park(UUID.randomUUID(), 2_000, "9999-01-01 00:00Z");

        String plan = explained("select max(next_attempt_at) from deliveries");

        assertThat(plan).contains("Index Only Scan").doesNotContain("Seq Scan", "Rows Removed");
    }

    private void park(UUID account, int count, String until) {
        insert(account, count, "pending", "'" + until + "'");
    }

    private void deliver(UUID account, int count) {
        insert(account, count, "succeeded", "null");
    }

    /** Of a time long ago, so that they lie in the first partition, where they do not disturb. */
    private void insert(UUID account, int count, String state, String next) {
        database.sql("""
            insert into deliveries (id, triggered_id, account_id, state, next_attempt_at)
            select overlay(gen_random_uuid()::text placing '00000000-0001-7' from 1)::uuid,
                   '00000000-0000-0000-0000-00000000dead', ?, ?, %s::timestamptz
            from generate_series(1, ?)
            """.formatted(next)).params(account, state, count).update();
    }

    @AfterEach
    void forget() {
        database.sql("delete from deliveries where triggered_id = '00000000-0000-0000-0000-00000000dead'")
                .update();
    }

    private String explained(String statement) {
        database.sql("vacuum analyze deliveries").update();
        return String.join(
                "\n",
                database.sql("explain (analyze, costs off, timing off) " + statement)
                        .query(String.class)
                        .list());
    }
}
