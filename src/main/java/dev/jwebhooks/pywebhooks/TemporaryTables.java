package dev.jwebhooks.pywebhooks;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What an import keeps on its connection alone, from its begin to its end. */
final class TemporaryTables implements AutoCloseable {
    private final JdbcClient jdbc;

    private TemporaryTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids that a dry run would have written, for records that refer to them; empty in any other run. */
    static TemporaryTables create(JdbcClient jdbc) {
        TemporaryTables tables = new TemporaryTables(jdbc);
        tables.run("create temporary table remembered_accounts (id uuid primary key)");
        tables.run("create temporary table remembered_registrations (id uuid primary key)");
        return tables;
    }

    /** From here on Postgres itself refuses to write on this connection, but into its temporary tables. */
    void allowNoOthers() {
        if (!serviceHasTables()) {
            standIn();
        }
        run("set session characteristics as transaction read only");
    }

    private boolean serviceHasTables() {
        return jdbc.sql("select to_regclass('accounts') is not null")
                .query(Boolean.class)
                .single();
    }

    /** Before the service's first start, a dry run compares with tables that are as empty as those will be. */
    private void standIn() {
        run("create temporary table accounts (id uuid, username text, is_admin boolean)");
        run("create temporary table registrations (id uuid)");
        run("create temporary table subscriptions (id uuid)");
        run("create temporary table triggered_webhooks (id uuid)");
    }

    @Override
    public void close() {
        run("set session characteristics as transaction read write");
        run("discard temporary");
    }

    private void run(String statement) {
        jdbc.sql(statement).update();
    }
}
