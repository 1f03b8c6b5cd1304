package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.retention.SweepStore.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Removes what no partition takes with it: messages that no delivery needs any more, and the little that lies in a
 * default partition; and lets go what waits for accounts that are no more. A batch at a time.
 */
@Component
class Sweep implements Polling {
    private static final int BATCH = 1_000;

    private final SweepStore store;
    private final PartitionStore partitions;
    private final RetentionSettings settings;
    private final AgreedTime time;
    private final Poller poller;
    private Place place = Place.FIRST;

    Sweep(SweepStore store, PartitionStore partitions, RetentionSettings settings, AgreedTime time) {
        this.store = store;
        this.partitions = partitions;
        this.settings = settings;
        this.time = time;
        this.poller = new Poller("removal of what is over", settings.pollInterval(), this::sweep);
    }

    private Duration sweep() {
        Instant now = time.now();
        if (sweepMessages(now)) {
            return Poller.SOON;
        }
        place = Place.FIRST;
        int done = store.removeRecoveries(now.minus(settings.deliveries()), BATCH);
        for (String kind : List.of(Lease.IS_PARKED, Lease.IS_PACED)) {
            done = Math.max(done, store.releaseThoseOfNobody(kind, now, BATCH));
        }
        // Of the others nothing is there that is older: it is in the partition of what is kept.
        Instant over = now.minus(settings.of(TimedTable.ATTEMPT_COUNTS));
        done = Math.max(done, partitions.sweepDefault(TimedTable.ATTEMPT_COUNTS, over, BATCH));
        return done == BATCH ? Poller.SOON : settings.pollInterval();
    }

    /**
     * Whether there may be more. Those that are still needed are passed over, and looked at again in the next round.
     */
    private boolean sweepMessages(Instant now) {
        Instant over = now.minus(settings.deliveries());
        Partition first = partitions.of(TimedTable.DELIVERIES).getFirst();
        // Until the first partition is over, all that was ever delivered may be in it. Behind that time it delays
        // nothing.
        if (first.from().isEmpty() && first.until().isAfter(over)) {
            return false;
        }
        Place from = place;
        // Of what is older than the oldest partition, few are needed.
        place = store.removeMessages(from, over.minus(settings.widthOf(TimedTable.DELIVERIES)), BATCH);
        return !place.equals(from);
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
