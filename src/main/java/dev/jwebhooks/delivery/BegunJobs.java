package dev.jwebhooks.delivery;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.UUID;

/**
 * The last jobs that began in this instance. A broker that loses a connection hands out again what came by it and is
 * not acknowledged, while it may be in hand here, with a lease that is good for both.
 */
final class BegunJobs {
    /** More than may begin before a broker finds a connection gone, in some 150 bytes each. */
    static final int MOST = 10_000;

    private final LinkedHashSet<Mark> marks = new LinkedHashSet<>();

    /** With one lease a delivery is in one job, so its first one tells which it is. */
    private record Mark(UUID first, Instant leasedUntil) {}

    /** Notes that it begins; false when it has before. */
    synchronized boolean begins(Job job) {
        boolean first = marks.add(new Mark(job.deliveries().getFirst(), job.leasedUntil()));
        if (marks.size() > MOST) {
            marks.removeFirst();
        }
        return first;
    }
}
