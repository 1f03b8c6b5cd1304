package dev.jwebhooks.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Work for a worker: some deliveries, leased to this job alone. The end of the lease is also what fences: a delivery
 * whose row no longer shows it has been recorded, or handed over again, and is none of this job's business.
 *
 * @param deliveries up to {@value #LARGEST} of them
 * @param leasedUntil to the microsecond, as Postgres keeps it
 */
record Job(List<UUID> deliveries, Instant leasedUntil) {
    static final int LARGEST = 100;

    int size() {
        return deliveries.size();
    }

    /** As many jobs as it takes. */
    static List<Job> of(List<UUID> deliveries, Instant leasedUntil) {
        int count = (deliveries.size() + LARGEST - 1) / LARGEST;
        return IntStream.range(0, count)
                .mapToObj(i -> deliveries.subList(i * LARGEST, Math.min(deliveries.size(), (i + 1) * LARGEST)))
                .map(part -> new Job(part, leasedUntil))
                .toList();
    }
}
