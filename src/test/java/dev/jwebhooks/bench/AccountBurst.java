package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;
import dev.jwebhooks.bench.Sink.Behaviour;
import java.sql.SQLException;

/**
 * How long single deliveries of others take, 200 a second, while one account's burst is delivered: many deliveries to
 * one endpoint that answers at once, or after 50 ms, or one each to many endpoints.
 */
record AccountBurst() implements Scenario {
    private static final Goal LESS_THAN_A_SECOND = Goal.atMost(1_000, 1_000);
    private static final long WINDOW_MILLIS = 2_000;
    private static final int DELIVERIES = 150_000;

    @Override
    public String name() {
        return "account-burst";
    }

    /** Brings a burst about. */
    private interface Burst {
        void begin(Side burst) throws SQLException;
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        try (Installation installation = bench.install()) {
            Side others = bench.side(installation, Latency.SHAPE);
            try (Load _ = Latency.load(others)) {
                bench.warmUp();
                bench.sample(result, "no burst: ", others);
                Side quick = bench.side(installation, toOne(Behaviour.OK));
                during("quick endpoint: ", others, quick, AccountBurst::backlog, result);
                quick.check(result, "quick endpoint, the burst itself: ");
                Side many = bench.side(installation, Shape.healthy(1, DELIVERIES / 2, 1_000));
                during("fan-out: ", others, many, AccountBurst::fireTwice, result);
                many.check(result, "fan-out, the burst itself: ");
                during(
                        "50 ms: ",
                        others,
                        bench.side(installation, toOne(Behaviour.TARDY)),
                        AccountBurst::backlog,
                        result);
            }
            others.check(result, "");
        }
        return result;
    }

    private static Shape toOne(Behaviour behaviour) {
        return new Shape(1, 1, 1_000, 1, _ -> behaviour);
    }

    private static void backlog(Side burst) throws SQLException {
        burst.arrivals().expect(DELIVERIES);
        Backlog.due(burst, DELIVERIES);
    }

    private static void fireTwice(Side burst) {
        byte[] request = burst.population().trigger(0);
        try (HttpConnection connection = new HttpConnection(burst.installation().port(0))) {
            for (int i = 0; i < 2; i++) {
                burst.fire(connection, 0, request, System.nanoTime());
            }
        }
    }

    private static void during(String prefix, Side others, Side burst, Burst kind, Result result) throws SQLException {
        kind.begin(burst);
        while (burst.arrivals().distinct() == 0) {
            Pause.millis(10);
        }
        for (int i = 0; i < 5; i++) {
            Window.of(others, WINDOW_MILLIS).addTo(result, prefix);
        }
        result.goal(prefix + "p99 ms", LESS_THAN_A_SECOND);
        result.note(prefix + "burst left", burst.arrivals().missing());
        result.mustBeNone(prefix + "burst gone before the end", burst.arrivals().missing() > 0 ? 0 : 1);
    }
}
