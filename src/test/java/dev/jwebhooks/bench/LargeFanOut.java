package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;

/** Triggers with 100,000 subscribers, one after the other, with a heap of 256 MB. The first meets a cold service. */
record LargeFanOut() implements Scenario {
    private static final int SUBSCRIBERS = 100_000;
    private static final long LONGEST_WAIT = 60_000;

    @Override
    public String name() {
        return "large-fan-out";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        result.goal("201 ms", Goal.atMost(150, 50));
        try (Installation installation = bench.installWithHeap("-Xmx256m")) {
            Side side = bench.side(installation, Shape.healthy(1, SUBSCRIBERS, 1_000));
            for (int nth = 1; nth <= bench.windows(); nth++) {
                fire(side, result);
                result.mustBeNone(
                        "somebody missing of trigger " + nth, side.arrivals().fewest(0) == nth ? 0 : 1);
            }
            side.check(result, "");
            result.note(
                    "service resident MB",
                    Math.round(Memory.resident(installation.pids().getFirst())));
        }
        return result;
    }

    private static void fire(Side side, Result result) {
        byte[] request = side.population().trigger(0);
        try (HttpConnection connection = new HttpConnection(side.installation().port(0))) {
            long start = System.nanoTime();
            side.fire(connection, 0, request, start);
            result.add("201 ms", (System.nanoTime() - start) / 1e6);
            side.arrivals().awaitAll(LONGEST_WAIT);
            double seconds = (System.nanoTime() - start) / 1e9;
            result.add("all delivered s", seconds);
            result.add("delivered/s", SUBSCRIBERS / seconds);
        }
    }
}
