package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;

/** From the trigger's request to the POST's arrival, at 200 triggers a second with one subscriber each. */
record Latency() implements Scenario {
    static final Shape SHAPE = Shape.healthy(400, 1, 1_000);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        result.goal("p50 ms", Goal.atMost(6, 4));
        result.goal("p99 ms", Goal.atMost(30, 15));
        try (Installation installation = bench.install()) {
            Side side = bench.side(installation, SHAPE);
            try (Load _ = rush(side)) {
                bench.warmUp();
            }
            try (Load _ = load(side)) {
                Pause.millis(bench.windowMillis());
                bench.sample(result, "", side);
            }
            side.check(result, "");
        }
        return result;
    }

    /** As fast as they are delivered: what 200 a second would take minutes to warm up is compiled in seconds. */
    static Load rush(Side side) {
        return Load.closedLoop(side, 16, 2_000);
    }

    static Load load(Side side) {
        return Load.openLoop(side, 16, 200);
    }
}
