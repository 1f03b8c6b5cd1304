package dev.jwebhooks.fault;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Where a fault strikes: the cluster under load, and the books on it. */
record Scene(Cluster cluster, Accepted accepted, Ledger ledger, Records records, Random random) {
    /** Catches what was under way when its victims were struck: requests that came and are not recorded. */
    void strike() {
        // What had left them by then may come a moment later.
        Pause.millis(500);
        Set<UUID> recent = ledger.recent();
        // Recorded first, requests second: what comes in between counts as under way, as it may be.
        Map<UUID, Integer> recorded = records.attempts(recent);
        Set<UUID> underWay = new HashSet<>(ledger.recent());
        underWay.removeIf(delivery -> ledger.count(delivery) <= recorded.getOrDefault(delivery, 0));
        ledger.caught(underWay);
    }

    /** Nothing is recorded while this runs, so all that comes meanwhile is caught. */
    void outage(Runnable fault) {
        ledger.outageBegins();
        try {
            fault.run();
        } finally {
            ledger.outageEnds();
        }
    }

    /** Up to so long. */
    void pauseUpTo(int millis) {
        Pause.millis(random.nextInt(millis));
    }
}
