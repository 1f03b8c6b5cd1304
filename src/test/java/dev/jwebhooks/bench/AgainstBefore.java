package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Installation.Kind;
import dev.jwebhooks.bench.Turns.Turn;
import java.nio.file.Path;
import java.util.List;

/**
 * A load on this version and on an earlier one, whose package is named in {@code -Dbench.before}: what is new may cost
 * what was there before no more than a twentieth. Left out where none is named.
 */
record AgainstBefore(Throughput load) implements Scenario {
    private static final String BEFORE = System.getProperty("bench.before", "");

    @Override
    public String name() {
        return load.name() + "-against-before";
    }

    @Override
    public boolean runsOn(Kind kind) {
        return !BEFORE.isEmpty();
    }

    @Override
    public Result run(Bench bench) throws Exception {
        Result result = new Result();
        try (Installation old = bench.installPackage(Path.of(BEFORE).toAbsolutePath());
                Installation current = bench.install()) {
            Turn then = new Turn("before", bench.side(old, load.shape()), load::load);
            Turn now = new Turn("now", bench.side(current, load.shape()), load::load);
            new Turns(bench, List.of(then, now)).run(result);
        }
        String figure = "delivered/s, % of before";
        result.ratio(figure, "now: delivered/s", "before: delivered/s");
        result.goal(figure, Goal.atLeast(95, 100));
        return result;
    }
}
