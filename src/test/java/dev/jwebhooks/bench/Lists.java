package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.HdrHistogram.Histogram;

/**
 * 10,000 accounts with ten subscriptions each list them, 200 calls a second in all, while fan-out runs at half of what
 * it reaches alone.
 */
record Lists() implements Scenario {
    private static final Shape SHAPE = Shape.healthy(100, 100, 1_000);
    private static final double CALLS_PER_SECOND = 200;

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        result.goal("list call: p99 ms", Goal.atMost(50, 50));
        try (Installation installation = bench.install()) {
            Side side = bench.side(installation, SHAPE);
            addSubscriptions(side);
            double most = most(bench, side);
            result.note("fan-out alone, triggers/s", Math.round(most));
            try (Load _ = Load.openLoop(side, 8, most / 2);
                    ListCalls calls = ListCalls.start(side, CALLS_PER_SECOND)) {
                measure(bench, side, calls, result);
            }
            side.check(result, "");
        }
        return result;
    }

    private static double most(Bench bench, Side side) {
        try (Load _ = Load.closedLoop(side, 8, 8_000)) {
            bench.warmUp();
            return Window.of(side, bench.windowMillis()).accepted();
        }
    }

    private static void measure(Bench bench, Side side, ListCalls calls, Result result) {
        // What the closed loop left has to go first, and the lists have to be warm.
        Pause.millis(bench.warmUpMillis() / 2);
        for (int i = 0; i < bench.windows(); i++) {
            calls.takeLatencies();
            Window.of(side, bench.windowMillis()).addTo(result, "");
            Histogram latencies = calls.takeLatencies();
            result.add("list call: p50 ms", latencies.getValueAtPercentile(50) / 1e3);
            result.add("list call: p99 ms", latencies.getValueAtPercentile(99) / 1e3);
        }
        result.note("list calls", calls.calls());
        result.mustBeNone("list calls wrong", calls.wrong());
    }

    /** Nine more for each account, to webhooks that are never fired. */
    private static void addSubscriptions(Side side) throws SQLException {
        try (Connection database = side.installation().database();
                PreparedStatement insert = database.prepareStatement("""
                    with quiet as (
                        insert into registrations (id, account_id, event, description, event_data, epoch)
                        select gen_random_uuid(), id, 'bench.quiet', 'Never fired', '{}', now()
                        from accounts, generate_series(1, 9) where username = ? returning id
                    )
                    insert into subscriptions (id, account_id, registration_id, epoch)
                    select gen_random_uuid(), s.account_id, quiet.id, now() from subscriptions s, quiet
                    """)) {
            insert.setString(1, side.population().username());
            insert.executeUpdate();
        }
    }
}
