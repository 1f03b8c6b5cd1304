package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;
import dev.jwebhooks.bench.Sink.Behaviour;
import dev.jwebhooks.bench.Turns.Turn;
import java.util.List;

/** The latency of the others while 10,000 deliveries wait for one endpoint that takes 2 s for each, and without it. */
record SlowEndpoint() implements Scenario {
    private static final Shape SLOW = new Shape(1, 1, 1_000, 1, _ -> Behaviour.SLOW);
    private static final Goal WITHIN_TEN_PERCENT = Goal.atMost(110, 100);

    @Override
    public String name() {
        return "slow-endpoint";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        try (Installation none = bench.install();
                Installation one = bench.install()) {
            Side slow = bench.side(one, SLOW);
            Backlog.due(slow, 10_000);
            new Turns(bench, List.of(turn(bench, "none", none), turn(bench, "slow", one))).run(result);
            long left = Backlog.left(slow);
            result.note("backlog left", left);
            result.mustBeNone("backlog gone before the end", left > 0 ? 0 : 1);
        }
        for (String percentile : List.of("p50", "p99")) {
            String figure = percentile + ", % of none slow";
            result.ratio(figure, "slow: " + percentile + " ms", "none: " + percentile + " ms");
            result.goal(figure, WITHIN_TEN_PERCENT);
        }
        return result;
    }

    private static Turn turn(Bench bench, String name, Installation installation) throws Exception {
        return new Turn(name, bench.side(installation, Latency.SHAPE), Latency::rush, Latency::load);
    }
}
