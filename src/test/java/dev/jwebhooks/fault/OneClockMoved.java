package dev.jwebhooks.fault;

import java.time.Duration;

/**
 * The clock of one instance alone is set forward or back by more than a lease, and some seconds later set right.
 *
 * @param mostTwice of the deliveries meanwhile so many may come again: two instances of which each takes the other's
 *     leases for ended, or for longer than they are
 */
record OneClockMoved(Duration by, int mostTwice) implements Fault {
    @Override
    public String name() {
        return "clock of one instance set %s by %d s, and right again"
                .formatted(by.isNegative() ? "back" : "forward", by.abs().toSeconds());
    }

    @Override
    public int inject(Scene scene) {
        int victim = scene.random().nextInt(scene.cluster().size());
        scene.outage(mostTwice, () -> {
            scene.cluster().moveClock(victim, by);
            Pause.millis(4_000);
            scene.cluster().moveClock(victim, Duration.ZERO);
            Pause.of(MovableClock.FOLLOWED_WITHIN);
        });
        return 1;
    }
}
