package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Installation.Kind;
import dev.jwebhooks.bench.Turns.Turn;
import java.util.List;

/** Fan-out through two instances on the same database and queue, against one. The machine stays the same. */
record SecondInstance() implements Scenario {
    /** Each of two does half of the work, with half of a processor for its compiler: after 40 s both still compile. */
    private static final int WARM_UPS = 8;

    @Override
    public String name() {
        return "second-instance";
    }

    /** An embedded database belongs to one instance. */
    @Override
    public boolean runsOn(Kind kind) {
        return kind == Kind.SERVERS;
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        Throughput fanOut = Throughput.fanOut();
        try (Installation single = bench.install();
                Installation pair = bench.install()) {
            pair.addInstance(List.of(Bench.HEAP), List.of());
            Turn one = new Turn("one", bench.side(single, fanOut.shape()), fanOut::load);
            Turn two = new Turn("two", bench.side(pair, fanOut.shape()), fanOut::load);
            new Turns(bench.withWarmUp(WARM_UPS), List.of(one, two)).run(result);
            result.mustBeNone("two: duplicated", two.side().arrivals().duplicates());
        }
        String figure = "delivered/s of two, % of one";
        result.ratio(figure, "two: delivered/s", "one: delivered/s");
        result.goal(figure, Goal.atLeast(100, 100));
        return result;
    }
}
