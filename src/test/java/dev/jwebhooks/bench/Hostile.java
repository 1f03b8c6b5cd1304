package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;
import dev.jwebhooks.bench.Sink.Behaviour;
import dev.jwebhooks.bench.Turns.Turn;
import java.util.List;

/**
 * Of 100 endpoints, each on an address of its own, 30 hang, refuse, drip or answer 500. Fan-out at full speed, always
 * counted at the same 70: with the hostile ones beside them, alone, and with 30 more healthy ones.
 *
 * <p>The promise, and the goal, is the comparison with the last: hostile endpoints cost the 70 no more than as many
 * healthy ones would. That with the 70 alone is told as a figure: it also has what any 30 more endpoints cost, as each
 * trigger makes 100 deliveries then instead of 70.
 */
record Hostile() implements Scenario {
    private static final int GROUPS = 32;
    /** Time goes on for what is stopped: what waits for the hostile ones is due all at once when it wakes up. */
    private static final long SETTLE_MILLIS = 6_000;

    private static final Behaviour[] HOSTILE = {Behaviour.HANG, Behaviour.REFUSE, Behaviour.DRIP, Behaviour.ERROR};

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        // The limit on failures in a row would end the hostility too soon.
        try (Installation peaceful = bench.install();
                Installation hostile = bench.install("--jwebhooks.delivery.max-failed-count=1000000000")) {
            new Turns(
                            bench,
                            List.of(
                                    turn(bench, "70 alone", peaceful, 70),
                                    turn(bench, "100 healthy", peaceful, 100),
                                    turn(bench, "30 hostile", hostile, 70)),
                            SETTLE_MILLIS)
                    .run(result);
        }
        return tell(result);
    }

    private static Turn turn(Bench bench, String name, Installation installation, int healthy) throws Exception {
        int subscribers = name.equals("70 alone") ? 70 : 100;
        Shape shape = new Shape(GROUPS, subscribers, 1_000, Sink.HOSTS, nth -> behaviour(nth, healthy));
        // As many of the 70 are on their way in each.
        int mostOnTheWay = 7_000 * healthy / 70;
        return new Turn(name, bench.side(installation, shape), side -> Load.closedLoop(side, 8, mostOnTheWay));
    }

    private static Behaviour behaviour(int nth, int healthy) {
        return nth < healthy ? Behaviour.OK : HOSTILE[nth % HOSTILE.length];
    }

    private static Result tell(Result result) {
        result.of("100 healthy: delivered/s").forEach(rate -> result.add("100 healthy: to the 70, /s", rate * 0.7));
        String ofAlone = "healthy rate, % of the 70 alone";
        String ofAll = "healthy rate, % of the same 70 among 100 healthy";
        result.ratio(ofAlone, "30 hostile: delivered/s", "70 alone: delivered/s");
        result.ratio(ofAll, "30 hostile: delivered/s", "100 healthy: to the 70, /s");
        result.goal(ofAll, Goal.atLeast(80, 95));
        return result;
    }
}
