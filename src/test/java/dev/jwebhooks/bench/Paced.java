package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Turns.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Fan-out to subscribers that each have a pace, which none of them reaches, against the same without; then single
 * deliveries to one with a pace that is reached, against that pace.
 */
record Paced() implements Scenario {
    private static final int OUT_OF_REACH = 10_000;
    private static final int REACHED = 500;

    @Override
    public String name() {
        return "paced";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        compare(bench, result);
        reach(bench, result);
        return result;
    }

    private static void compare(Bench bench, Result result) throws Exception {
        Throughput fanOut = Throughput.fanOut();
        try (Installation plain = bench.install();
                Installation pacing = bench.install()) {
            Turn without = new Turn("none", bench.side(plain, fanOut.shape()), fanOut::load);
            Turn with = new Turn("paced", bench.side(pacing, fanOut.shape()), fanOut::load);
            setPace(pacing, OUT_OF_REACH);
            new Turns(bench, List.of(without, with)).run(result);
        }
        result.ratio("delivered/s, % of none paced", "paced: delivered/s", "none: delivered/s");
    }

    private static void reach(Bench bench, Result result) throws Exception {
        try (Installation installation = bench.install()) {
            Side side = bench.side(installation, Population.Shape.healthy(1, 1, 1_000));
            setPace(installation, REACHED);
            try (Load _ = Load.closedLoop(side, 1, 2 * REACHED)) {
                bench.warmUp();
                bench.sample(result, "reached: ", side);
            }
            side.check(result, "reached: ");
        }
        for (double delivered : result.of("reached: delivered/s")) {
            result.add("delivered/s, % of the pace", 100 * delivered / REACHED);
        }
    }

    private static void setPace(Installation installation, int perSecond) throws SQLException {
        try (Connection database = installation.database();
                Statement statement = database.createStatement()) {
            statement.execute("update accounts set rate_per_second = " + perSecond);
            statement.execute("vacuum (analyze) accounts");
        }
    }
}
