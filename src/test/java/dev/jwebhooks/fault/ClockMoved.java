package dev.jwebhooks.fault;

import java.time.Duration;

/** The clock of all instances is set forward or back by more than a lease, and some seconds later set right. */
record ClockMoved(Duration by) implements Fault {
    @Override
    public String name() {
        return "clock set %s by %d s, and right again"
                .formatted(by.isNegative() ? "back" : "forward", by.abs().toSeconds());
    }

    @Override
    public int inject(Scene scene) {
        moveTo(by, scene);
        Pause.millis(4_000);
        moveTo(Duration.ZERO, scene);
        return 2;
    }

    private static void moveTo(Duration ahead, Scene scene) {
        scene.outage(() -> {
            scene.cluster().moveClock(ahead);
            Pause.of(MovableClock.FOLLOWED_WITHIN);
        });
    }
}
