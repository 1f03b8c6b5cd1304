package dev.jwebhooks.fault;

import java.time.Duration;

/**
 * The clock of one instance alone is set forward or back by more than a lease, and some seconds later set right. As
 * leases go by PostgreSQL's clock, neither takes the other's deliveries, and nothing may come twice.
 */
record OneClockMoved(Duration by) implements Fault {
    @Override
    public String name() {
        return "clock of one instance set %s by %d s, and right again"
                .formatted(by.isNegative() ? "back" : "forward", by.abs().toSeconds());
    }

    @Override
    public int inject(Scene scene) {
        int victim = scene.random().nextInt(scene.cluster().size());
        scene.cluster().moveClock(victim, by);
        Pause.millis(4_000);
        scene.cluster().moveClock(victim, Duration.ZERO);
        Pause.of(MovableClock.FOLLOWED_WITHIN);
        return 2;
    }
}
