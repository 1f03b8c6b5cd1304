package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Load.Backlog;
import dev.jwebhooks.bench.Population.Shape;

/** How much goes through while as much is fired as is delivered. */
record Throughput(String name, Shape shape, int connections, int backlog) implements Scenario {
    static Throughput fanOut() {
        return new Throughput("fan-out", Shape.healthy(32, 100, 1_000), 8, 8_000);
    }

    static Throughput single() {
        return new Throughput("single", Shape.healthy(32, 1, 1_000), 32, 1_000);
    }

    static Throughput largeBodies() {
        return new Throughput("large-bodies", Shape.healthy(8, 20, 256_000), 4, 400);
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        try (Installation installation = bench.install()) {
            measure(bench, installation, result, "");
        }
        return result;
    }

    void measure(Bench bench, Installation installation, Result result, String prefix) throws Exception {
        Population population = Population.create(installation, bench.sink(), shape);
        Arrivals arrivals = bench.count(population, shape);
        Load load = Load.closedLoop(
                population,
                arrivals,
                bench.ports(installation),
                connections,
                new Backlog(shape.subscribers(), backlog));
        bench.sample(result, prefix, installation, load, arrivals);
        bench.finish(result, prefix, load, arrivals, shape.subscribers());
    }
}
