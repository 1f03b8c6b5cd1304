package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;

/** From the trigger's request to the POST's arrival, at 200 triggers a second with one subscriber each. */
record Latency() implements Scenario {
    static final Shape SHAPE = Shape.healthy(400, 1, 1_000);
    static final double RATE = 200;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        try (Installation installation = bench.install()) {
            Population population = Population.create(installation, bench.sink(), SHAPE);
            measure(bench, installation, population, result, "");
        }
        return result;
    }

    static void measure(Bench bench, Installation installation, Population population, Result result, String prefix) {
        Arrivals arrivals = bench.count(population, SHAPE);
        Load load = Load.openLoop(population, arrivals, bench.ports(installation), 16, RATE);
        bench.sample(result, prefix, installation, load, arrivals);
        bench.finish(result, prefix, load, arrivals, 1);
    }
}
