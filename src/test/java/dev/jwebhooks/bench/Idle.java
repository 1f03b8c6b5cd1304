package dev.jwebhooks.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Left alone for a while after some fan-out: resident memory and processor time of the service, and its transactions a
 * second as pg_stat_database counts them; every query of an idle service is one.
 */
record Idle() implements Scenario {
    private static final long QUIET_MILLIS = 100_000;
    private static final long SAMPLE_MILLIS = 6_000;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        result.goal("resident MB", Goal.atMost(350, 350));
        result.goal("cpu, % of one core", Goal.atMost(1, 1));
        result.goal("queries/s", Goal.atMost(5, 5));
        try (Installation installation = bench.install()) {
            long service = installation.pids().getFirst();
            result.note("resident MB when started", Math.round(Memory.resident(service)));
            Throughput fanOut = Throughput.fanOut();
            Side side = bench.side(installation, fanOut.shape());
            try (Load _ = fanOut.load(side)) {
                bench.warmUp();
            }
            side.check(result, "");
            Pause.millis(QUIET_MILLIS);
            try (Connection database = installation.besides()) {
                for (int i = 0; i < bench.windows(); i++) {
                    sample(installation, service, database, result);
                }
            }
        }
        return result;
    }

    private static void sample(Installation installation, long service, Connection database, Result result)
            throws SQLException {
        long transactions = transactions(database, installation);
        double cpu = Cpu.seconds(service);
        long start = System.nanoTime();
        Pause.millis(SAMPLE_MILLIS);
        double seconds = (System.nanoTime() - start) / 1e9;
        result.add("resident MB", Memory.resident(service));
        result.add("cpu, % of one core", 100 * (Cpu.seconds(service) - cpu) / seconds);
        result.add("queries/s", (transactions(database, installation) - transactions) / seconds);
        if (installation.kind() == Installation.Kind.EMBEDDED) {
            result.add("PostgreSQL resident MB", Memory.residentWithChildren(installation.embeddedPostgres()));
        }
    }

    private static long transactions(Connection database, Installation installation) throws SQLException {
        try (PreparedStatement count = database.prepareStatement(
                "select xact_commit + xact_rollback from pg_stat_database where datname = ?")) {
            count.setString(1, installation.databaseName());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
