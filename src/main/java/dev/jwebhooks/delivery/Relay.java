package dev.jwebhooks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands over what is due: retries, what waited for room, and what a crash, a lost broker or a lost message left behind.
 * Every instance runs one; nothing else schedules anything.
 */
@Component
class Relay implements Polling {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 1_000;
    // What is due goes on even while calls alone keep the queue busy.
    private static final int SMALL_BATCH = 100;
    private static final Duration BUSY = Duration.ofMillis(100);

    private final Leases leases;
    private final JobQueue queue;
    private final AwaitedAccounts awaitedAccounts;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Poller poller;

    Relay(
            Leases leases,
            JobQueue queue,
            DueSoon dueSoon,
            AwaitedAccounts awaitedAccounts,
            DeliverySettings settings,
            Clock clock) {
        this.leases = leases;
        this.queue = queue;
        this.awaitedAccounts = awaitedAccounts;
        this.settings = settings;
        this.clock = clock;
        this.poller = new Poller("relay", settings.pollInterval(), this::handOverDue);
        dueSoon.listen(poller::wake);
    }

    private Duration handOverDue() {
        return switch (queue.lookForRoom()) {
            case NONE -> Poller.SOON;
            case LITTLE -> {
                Duration next = handOver(SMALL_BATCH);
                yield next.compareTo(BUSY) > 0 ? next : BUSY;
            }
            case AMPLE -> handOver(BATCH);
        };
    }

    private Duration handOver(int most) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Lease lease = leases.lease();
        Leases.Claim claim = leases.claim(now, lease, most);
        if (claim.anyAwaitsAccount()) {
            awaitedAccounts.tell();
        }
        if (!publish(Job.of(claim.deliveries(), lease.until()))) {
            return settings.pollInterval();
        }
        return claim.found() == most ? Poller.AT_ONCE : untilDue(claim, now);
    }

    private Duration untilDue(Leases.Claim claim, Instant now) {
        Duration left = claim.nextDue().map(next -> Duration.between(now, next)).orElse(settings.pollInterval());
        return left.compareTo(Poller.SOON) > 0 ? left : Poller.SOON;
    }

    private boolean publish(List<Job> jobs) {
        if (jobs.isEmpty()) {
            return true;
        }
        try {
            queue.publish(jobs);
            return true;
        } catch (QueueUnavailable unavailable) {
            log.info("{}; what was due goes back to the schedule", unavailable.getMessage());
            leases.handBack(unavailable.refused());
            return false;
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
