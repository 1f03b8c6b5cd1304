package dev.jwebhooks.fault;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Where a fault strikes: the cluster under load, and the books on it.
 *
 * @param mostUnderWay as many requests as can be sent and not recorded at any moment
 */
record Scene(
        Cluster cluster,
        Endpoints endpoints,
        Accepted accepted,
        Ledger ledger,
        Records records,
        Random random,
        int mostUnderWay) {
    /** Catches what was under way when its victims were struck: requests that came and are not recorded. */
    void strike() {
        ledger.struck(mostUnderWay);
        // What had left them by then may come a moment later.
        Pause.millis(500);
        catchUnrecorded();
    }

    /**
     * Catches what is under way when the fault begins, and all that comes while it runs: little or nothing can be
     * recorded then. As the service sends nothing more until what it sent is recorded, that is little too.
     */
    void outage(Runnable fault) {
        outage(mostUnderWay, fault);
    }

    /** The same, of which no more than so many may come again. */
    void outage(int most, Runnable fault) {
        ledger.struck(most);
        ledger.outageBegins();
        try {
            catchUnrecorded();
            fault.run();
        } finally {
            ledger.outageEnds();
        }
    }

    private void catchUnrecorded() {
        Set<UUID> recent = ledger.recent();
        // Recorded first, requests second: what comes in between counts as under way, as it may be.
        Map<UUID, Integer> recorded = records.attempts(recent);
        Set<UUID> underWay = new HashSet<>(ledger.recent());
        underWay.removeIf(delivery -> ledger.count(delivery) <= recorded.getOrDefault(delivery, 0));
        ledger.caught(underWay);
    }

    /** Up to so long. */
    void pauseUpTo(int millis) {
        Pause.millis(random.nextInt(millis));
    }
}
