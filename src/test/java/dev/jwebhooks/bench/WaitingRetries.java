package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Turns.Turn;
import java.util.List;

/** Fan-out while 1,000,000 deliveries wait for a retry hours away, against a table without them. */
record WaitingRetries() implements Scenario {
    private static final int WAITING = 1_000_000;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        Throughput fanOut = Throughput.fanOut();
        try (Installation empty = bench.install();
                Installation full = bench.install()) {
            Turn without = new Turn("none", bench.side(empty, fanOut.shape()), fanOut::load);
            Turn with = new Turn("waiting", bench.side(full, fanOut.shape()), fanOut::load);
            Backlog.waiting(with.side(), WAITING);
            new Turns(bench, List.of(without, with)).run(result);
        }
        String figure = "delivered/s, % of none waiting";
        result.ratio(figure, "waiting: delivered/s", "none: delivered/s");
        result.goal(figure, Goal.atLeast(95, 100));
        return result;
    }
}
