package dev.jwebhooks.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Deliveries made in the database, spread over the subscribers of a population's first group. */
final class Backlog {
    private Backlog() {}

    /** Deliveries that nobody has tried yet and that are due now. */
    static void due(Side side, int count) throws SQLException {
        try (Connection database = side.installation().database()) {
            insert(database, side.population(), count, 0, "0 s");
        }
    }

    /** Deliveries that failed once and wait for hours. */
    static void waiting(Side side, int count) throws SQLException {
        try (Connection database = side.installation().database();
                Statement statement = database.createStatement()) {
            insert(database, side.population(), count, 1, "6 h");
            statement.execute("""
                insert into attempts (delivery_id, number, started_at, took_ms, status, error)
                select id, 1, now(), 5000, null, 'TIMEOUT: no answer in time' from deliveries where attempts = 1
                """);
            // As autovacuum leaves a table that grew over hours.
            statement.execute("vacuum (analyze) deliveries, attempts");
            statement.execute("checkpoint");
        }
    }

    /** How many of the first group's deliveries are pending. */
    static long left(Side side) throws SQLException {
        try (Connection database = side.installation().database();
                PreparedStatement count = database.prepareStatement("""
                    select count(*) from deliveries d join subscriptions s using (account_id)
                    where d.state = 'pending' and s.registration_id = ?::uuid
                    """)) {
            count.setString(1, side.population().registrations().getFirst());
            try (var row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void insert(Connection database, Population population, int count, int attempts, String dueIn)
            throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
            with fired as (
                insert into triggered_webhooks (id, registration_id, epoch, event, body)
                select gen_random_uuid(), id, now(), event, convert_to(event_data, 'UTF8')
                from registrations where id = ?::uuid returning id, registration_id
            ), subscriber as (
                select array_agg(account_id) as ids, count(*) as total
                from subscriptions where registration_id = ?::uuid
            ), prefix as (
                select lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') as time
            )
            insert into deliveries (id, triggered_id, account_id, attempts, next_attempt_at)
            select overlay(gen_random_uuid()::text
                           placing substr(p.time, 1, 8) || '-' || substr(p.time, 9) || '-7' from 1)::uuid,
                   f.id, s.ids[1 + n % s.total], ?, now() + ?::interval
            from fired f, subscriber s, prefix p, generate_series(1, ?) n
            """)) {
            insert.setString(1, population.registrations().getFirst());
            insert.setString(2, population.registrations().getFirst());
            insert.setInt(3, attempts);
            insert.setString(4, dueIn);
            insert.setInt(5, count);
            insert.executeUpdate();
        }
    }
}
