package dev.jwebhooks.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Single deliveries as fast as they go, each of a message of its own, while messages that are older than they are to be
 * kept are removed, and a partition of deliveries with as many rows is dropped. Retention keeps up where more are
 * removed than come.
 */
record Retention() implements Scenario {
    private static final int OLD = 1_000_000;

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        Throughput single = Throughput.single();
        try (Installation installation = bench.install("--jwebhooks.retention.poll-interval=1s");
                Connection database = installation.database();
                Statement statement = database.createStatement()) {
            Side side = bench.side(installation, single.shape());
            makeAsAMonthLater(statement);
            try (Load _ = single.load(side)) {
                bench.warmUp();
                bench.sample(result, "none over: ", side);
                makeOver(statement);
                for (int i = 0; i < bench.windows() && removed(statement) < OLD; i++) {
                    sampleWithRemoval(bench, side, statement, result);
                }
            }
            result.mustBeNone("partitions of what is over", oldPartitions(statement));
            side.check(result, "");
        }
        tell(result);
        return result;
    }

    private static void tell(Result result) {
        String removed = "messages removed/s, % of accepted/s";
        result.ratio(removed, "while removing: removed/s", "while removing: accepted/s");
        result.goal(removed, Goal.atLeast(100, 100));
        String delivered = "delivered/s, % of none over";
        result.ratio(delivered, "while removing: delivered/s", "none over: delivered/s");
        result.goal(delivered, Goal.atLeast(95, 100));
    }

    private static void sampleWithRemoval(Bench bench, Side side, Statement statement, Result result)
            throws SQLException {
        long start = System.nanoTime();
        long before = removed(statement);
        Window.of(side, bench.windowMillis()).addTo(result, "while removing: ");
        result.add("while removing: removed/s", (removed(statement) - before) * 1e9 / (System.nanoTime() - start));
    }

    /** The first partition, of all that was ever made, ends 36 days ago; one of what was made before stands ready. */
    private static void makeAsAMonthLater(Statement statement) throws SQLException {
        statement.execute("""
            create function id_of(moment timestamptz) returns uuid language sql as $$
                select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
            $$
            """);
        statement.execute("""
            do $$
            declare
                until text := (select substring(pg_get_expr(relpartbound, oid) from 'TO \\(''([^'']+)''\\)')
                               from pg_class where oid = 'deliveries_first'::regclass);
            begin
                alter table deliveries detach partition deliveries_first;
                execute format('alter table deliveries attach partition deliveries_first for values from (%L) to (%L)',
                               id_of(now() - interval '36 d'), until);
            end $$
            """);
        statement.execute("create table deliveries_over (like deliveries_first including all)");
        statement.execute("""
            insert into deliveries_over (id, triggered_id, account_id, attempts, state)
            select overlay(gen_random_uuid()::text placing left(id_of(now() - interval '40 d')::text, 13) from 1)::uuid,
                   gen_random_uuid(), gen_random_uuid(), 1, 'succeeded'
            from generate_series(1, %d)
            """.formatted(OLD));
        statement.execute("vacuum analyze deliveries_over");
    }

    /** Messages a microsecond apart, so that the oldest tells how many are gone. */
    private static void makeOver(Statement statement) throws SQLException {
        statement.execute("""
            insert into triggered_webhooks (id, registration_id, epoch, event, body)
            select gen_random_uuid(), r.id, date_trunc('day', now()) - interval '40 d' + n * interval '1 us', r.event,
                   convert_to(r.event_data, 'UTF8')
            from (select * from registrations limit 1) r, generate_series(0, %d - 1) n
            """.formatted(OLD));
        statement.execute("""
            do $$
            begin
                execute format('alter table deliveries attach partition deliveries_over for values from (%L) to (%L)',
                               id_of(now() - interval '60 d'), id_of(now() - interval '37 d'));
            end $$
            """);
    }

    private static long removed(Statement statement) throws SQLException {
        return number(statement, """
            select least(%d, extract(epoch from min(epoch) - (date_trunc('day', now()) - interval '40 d')) * 1000000)
            from triggered_webhooks
            """.formatted(OLD));
    }

    private static long oldPartitions(Statement statement) throws SQLException {
        return number(statement, "select count(*) from pg_class where relname = 'deliveries_over'");
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
