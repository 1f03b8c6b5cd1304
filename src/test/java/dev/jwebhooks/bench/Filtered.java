package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Turns.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fan-out to subscribers that each have a filter, which matches, against the same without. */
record Filtered() implements Scenario {
    @Override
    public String name() {
        return "filtered";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        Throughput fanOut = Throughput.fanOut();
        try (Installation plain = bench.install();
                Installation filtering = bench.install()) {
            Turn without = new Turn("none", bench.side(plain, fanOut.shape()), fanOut::load);
            Turn with = new Turn("filtered", bench.side(filtering, fanOut.shape()), fanOut::load);
            setFilters(filtering);
            new Turns(bench, List.of(without, with)).run(result);
        }
        result.ratio("delivered/s, % of none filtered", "filtered: delivered/s", "none: delivered/s");
        return result;
    }

    private static void setFilters(Installation installation) throws SQLException {
        try (Connection database = installation.database();
                Statement statement = database.createStatement()) {
            statement.execute("update subscriptions set filter = '$.filler ? (@ starts with \"x\")'");
            statement.execute("vacuum (analyze) subscriptions");
        }
    }
}
