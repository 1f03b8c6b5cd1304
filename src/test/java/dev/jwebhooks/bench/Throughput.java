package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Installation.Kind;
import dev.jwebhooks.bench.Population.Shape;
import java.util.Map;
import java.util.function.Function;

/** How much goes through while as much is fired as is delivered. */
record Throughput(String name, Shape shape, int connections, int mostOnTheWay, Function<Kind, Map<String, Goal>> goals)
        implements Scenario {
    static Throughput fanOut() {
        return new Throughput("fan-out", Shape.healthy(32, 100, 1_000), 8, 8_000, Throughput::fanOutGoals);
    }

    private static Map<String, Goal> fanOutGoals(Kind kind) {
        return Map.of("delivered/s", kind == Kind.SERVERS ? Goal.atLeast(8_000, 10_000) : Goal.atLeast(10_000, 12_000));
    }

    static Throughput single() {
        Goal goal = Goal.atLeast(2_500, 4_000);
        return new Throughput(
                "single", Shape.healthy(32, 1, 1_000), 32, 1_000, _ -> Map.of("accepted/s", goal, "delivered/s", goal));
    }

    static Throughput largeBodies() {
        return new Throughput(
                "large-bodies", Shape.healthy(8, 20, 256_000), 4, 400, _ -> Map.of("MB/s", Goal.atLeast(150, 300)));
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        goals.apply(bench.kind()).forEach(result::goal);
        try (Installation installation = bench.install()) {
            Side side = bench.side(installation, shape);
            try (Load _ = load(side)) {
                bench.warmUp();
                bench.sample(result, "", side);
            }
            side.check(result, "");
        }
        return result;
    }

    Load load(Side side) {
        return Load.closedLoop(side, connections, mostOnTheWay);
    }
}
