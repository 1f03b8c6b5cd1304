package dev.jwebhooks.fault;

import dev.jwebhooks.fault.Stored.Table;
import dev.jwebhooks.service.OwnPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** What Postgres knows; every statement of the suite that reads the service's tables is here. */
record Records(String databaseUrl) {
    private static final int FETCH = 5_000;

    /**
     * A delivery and its attempts.
     *
     * @param attempts as the delivery says
     * @param recorded rows of attempts
     * @param numbers different numbers among them
     * @param successes attempts answered 2xx
     * @param refusals attempts answered otherwise
     */
    record Row(
            UUID id,
            UUID triggered,
            UUID account,
            String state,
            int attempts,
            int recorded,
            int numbers,
            int successes,
            int refusals) {}

    /** All deliveries of these registrations, one after the other. */
    void forEach(List<UUID> registrations, Consumer<Row> consumer) {
        query("""
            select d.id, d.triggered_id, d.account_id, d.state, d.attempts, count(a.number), count(distinct a.number),
                   count(*) filter (where a.status between 200 and 299),
                   count(*) filter (where a.status not between 200 and 299)
            from deliveries d join triggered_webhooks t on t.id = d.triggered_id
            left join attempts_made a on a.delivery_id = d.id
            where t.registration_id = any(?) group by d.id
            """, registrations, row -> consumer.accept(row(row)));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9));
    }

    /**
     * How many deliveries of these registrations still wait, and how many fan-outs are unfinished. Whatever is pending
     * has a time when it is due, whoever holds it; asked for like this it is found without reading what has ended.
     */
    long unfinished(List<UUID> registrations) {
        return count("""
            select count(*) + (select count(*) from fan_outs)
            from deliveries d join triggered_webhooks t on t.id = d.triggered_id
            where d.next_attempt_at is not null and t.registration_id = any(?)
            """, registrations);
    }

    /** How many attempts are recorded of each of these deliveries. */
    Map<UUID, Integer> attempts(Collection<UUID> deliveries) {
        Map<UUID, Integer> attempts = new HashMap<>();
        query(
                "select id, attempts from deliveries where id = any(?)",
                deliveries,
                row -> attempts.put(row.getObject(1, UUID.class), row.getInt(2)));
        return attempts;
    }

    /** Accounts whose failed count is not the number of their attempts, all of which failed; one snapshot. */
    Map<UUID, String> wronglyCounted(List<UUID> accounts) {
        Map<UUID, String> wrong = new HashMap<>();
        query("""
            select a.id, a.failed_count, count(t.number)
            from accounts a left join deliveries d on d.account_id = a.id left join attempts_made t on t.delivery_id = d.id
            where a.id = any(?) group by a.id having a.failed_count <> count(t.number)
            """, accounts, row -> wrong.put(row.getObject(1, UUID.class), row.getInt(2) + ", not " + row.getInt(3)));
        return wrong;
    }

    /**
     * Accounts whose failed count is not how many of their attempts failed after the last that succeeded; one snapshot.
     * Attempts are recorded in the order in which they end, but for what goes on at the same time: a failure that ended
     * within a moment of that success may count or not. What a clock that was ahead dated later than now is no last
     * one.
     */
    Map<UUID, String> miscounted(List<UUID> accounts) {
        Map<UUID, String> wrong = new HashMap<>();
        query(
                """
                with ended as (
                    select d.account_id, t.error is null as succeeded, t.started_at + t.took_ms * interval '1 ms' as at
                    from attempts_made t join deliveries d on d.id = t.delivery_id
                    where d.account_id = any(?) and t.started_at <= now()
                ), success as (
                    select account_id, coalesce(max(at) filter (where succeeded), '-infinity') as last
                    from ended group by account_id
                ), failures as (
                    select account_id,
                           count(*) filter (where not succeeded and at > last + interval '250 ms') as least,
                           count(*) filter (where not succeeded and at > last - interval '250 ms') as most
                    from ended join success using (account_id) group by account_id
                )
                select a.id, a.failed_count, f.least, f.most
                from accounts a join failures f on f.account_id = a.id
                where a.failed_count not between f.least and f.most
                """,
                accounts,
                row -> wrong.put(
                        row.getObject(1, UUID.class),
                        "%d, not %d to %d".formatted(row.getInt(2), row.getInt(3), row.getInt(4))));
        return wrong;
    }

    /** Accounts with a failed count, though the last attempt of each succeeded. */
    Map<UUID, String> stillCounted(List<UUID> accounts) {
        Map<UUID, String> wrong = new HashMap<>();
        query(
                "select id, failed_count from accounts where id = any(?) and failed_count <> 0",
                accounts,
                row -> wrong.put(row.getObject(1, UUID.class), row.getInt(2) + ", not 0"));
        return wrong;
    }

    /** How large everything is. */
    Stored stored() {
        Map<String, Table> tables = new HashMap<>();
        query("""
            select c.relname, sum(pg_relation_size(p.oid)), sum(pg_indexes_size(p.oid)), sum(coalesce(s.n_dead_tup, 0))
            from pg_class c
            cross join lateral (select c.oid union select relid from pg_partition_tree(c.oid)) p (oid)
            left join pg_stat_user_tables s on s.relid = p.oid
            where c.oid = any(array['deliveries', 'attempts', 'triggered_webhooks', 'accounts', 'fan_outs']::regclass[])
            group by c.relname
            """, row -> {
            long rows = one("select count(*) from " + row.getString(1));
            tables.put(row.getString(1), new Table(rows, row.getLong(2), row.getLong(3), row.getLong(4)));
        });
        return new Stored(
                tables,
                one("select sum(pg_relation_size(relid)) from pg_partition_tree('deliveries_due')"),
                one("select count(*) from deliveries where next_attempt_at is not null"));
    }

    private long one(String sql) {
        long[] one = new long[1];
        query(sql, row -> one[0] = row.getLong(1));
        return one[0];
    }

    /** For what faults do to the database. */
    void execute(String... statements) {
        try (Connection connection = OwnPostgres.connect(databaseUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private long count(String sql, Collection<UUID> ids) {
        long[] count = new long[1];
        query(sql, ids, row -> count[0] = row.getLong(1));
        return count[0];
    }

    @FunctionalInterface
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Reader reader) {
        query(sql, _ -> {}, reader);
    }

    private void query(String sql, Collection<UUID> ids, Reader reader) {
        query(
                sql,
                statement -> statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray())),
                reader);
    }

    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void query(String sql, Binder parameters, Reader reader) {
        try (Connection connection = OwnPostgres.connect(databaseUrl)) {
            connection.setSchema("jwebhooks");
            // Else the driver would keep the whole result in memory.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                parameters.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
