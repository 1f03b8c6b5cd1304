package dev.jwebhooks.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Sides that differ in one thing, measured in turns, so that whatever the machine does meets all of them. The other
 * installations are stopped meanwhile (SIGSTOP): none of their work is paid for by the one that is measured.
 */
record Turns(Bench bench, List<Turn> turns, long settleMillis) {
    private static final long SETTLE_MILLIS = 1_500;
    private static final long DRAIN_MILLIS = 10_000;

    Turns(Bench bench, List<Turn> turns) {
        this(bench, turns, SETTLE_MILLIS);
    }

    /** A side, what its figures begin with, what warms it up, and its load. */
    record Turn(String name, Side side, Function<Side, Load> warmUp, Function<Side, Load> load) {
        Turn(String name, Side side, Function<Side, Load> load) {
            this(name, side, load, load);
        }

        String prefix() {
            return name + ": ";
        }
    }

    /** Warms all up, then takes one window of each, round after round. */
    void run(Result result) {
        for (Turn turn : turns) {
            try (Load _ = turn.warmUp.apply(turn.side)) {
                bench.warmUp();
            }
            turn.side.arrivals().awaitAll(DRAIN_MILLIS);
        }
        List<Turn> order = new ArrayList<>(turns);
        for (int round = 0; round < bench.windows(); round++) {
            order.forEach(turn -> take(turn, result));
            Collections.reverse(order);
        }
        turns.forEach(turn -> turn.side.installation().resume());
        turns.forEach(turn -> turn.side.check(result, turn.prefix()));
    }

    private void take(Turn turn, Result result) {
        Installation active = turn.side.installation();
        turns.stream()
                .map(other -> other.side.installation())
                .filter(other -> !other.equals(active))
                .forEach(Installation::suspend);
        active.resume();
        try (Load _ = turn.load.apply(turn.side)) {
            Pause.millis(settleMillis);
            Window.of(turn.side, bench.windowMillis()).addTo(result, turn.prefix());
        }
        turn.side.arrivals().awaitAll(DRAIN_MILLIS);
    }
}
