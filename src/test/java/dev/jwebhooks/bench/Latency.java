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
            try (Load _ = load(side)) {
                bench.warmUp();
                bench.sample(result, "", side);
            }
            side.check(result, "");
        }
        return result;
    }

    static Load load(Side side) {
        return Load.openLoop(side, 16, 200);
    }
}
