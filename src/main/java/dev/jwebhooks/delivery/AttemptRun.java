package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.EndpointLanes.Entry;
import dev.jwebhooks.delivery.JobHandler.Acknowledgement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs attempts, each on a virtual thread of its own and within the bounds on requests under way. */
@Component
class AttemptRun {
    private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);

    private final Sender sender;
    private final Recorder recorder;
    private final DeliverySettings settings;
    private final Clock clock;
    private final EndpointLanes lanes;
    private final Semaphore places;
    private volatile boolean stopping;

    AttemptRun(Sender sender, Recorder recorder, DeliverySettings settings, Clock clock) {
        this.sender = sender;
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
        this.lanes = new EndpointLanes(settings.inFlightPerEndpoint());
        this.places = new Semaphore(settings.inFlight());
    }

    /** Blocks while all places are taken, which slows the queue down. The delivery is ours until the lease ends. */
    void begin(Delivery delivery, Instant leasedUntil, Acknowledgement recorded) {
        Delivery.Target target = delivery.target();
        if (target == null) {
            skip(delivery, "the account is gone", recorded);
        } else if (target.endpoint() == null) {
            skip(delivery, "the account has no endpoint", recorded);
        } else if (target.failedCount() >= settings.maxFailedCount()) {
            skip(delivery, "the account is over its limit of failed attempts", recorded);
        } else {
            enter(new Leased(delivery, target.endpoint(), target.secretKey(), leasedUntil, recorded));
        }
    }

    private void skip(Delivery delivery, String reason, Acknowledgement recorded) {
        log.info("delivery={} account={} skipped: {}", delivery.id(), delivery.accountId(), reason);
        recorder.record(delivery, new Outcome.Skipped(reason), recorded);
    }

    private void enter(Leased leased) {
        switch (lanes.enter(leased.endpoint, () -> run(leased))) {
            case Entry.Admitted() -> {
                places.acquireUninterruptibly();
                Thread.startVirtualThread(() -> run(leased));
            }
            case Entry.Waiting() -> log.trace("delivery={} waits for its turn", leased.delivery.id());
            case Entry.Full(Duration delay) -> defer(leased, clock.instant().plus(delay));
        }
    }

    private void defer(Leased leased, Instant until) {
        recorder.record(leased.delivery, new Outcome.Deferred(until), leased.recorded);
    }

    private void run(Leased leased) {
        long start = System.nanoTime();
        try {
            attempt(leased);
        } catch (RuntimeException fault) {
            log.error(
                    "delivery={} could not be attempted; it is due again when its lease ends",
                    leased.delivery.id(),
                    fault);
            leased.recorded.acknowledge();
        } finally {
            passOn(leased.endpoint, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Another in the same lane takes over the place, too. */
    private void passOn(String endpoint, Duration took) {
        lanes.leave(endpoint, took).ifPresentOrElse(Thread::startVirtualThread, places::release);
    }

    private void attempt(Leased leased) {
        // It may have waited for its turn until another worker could have it, or until this one was told to stop.
        if (stopping || clock.instant().plus(settings.requestTimeout()).isAfter(leased.leasedUntil)) {
            defer(leased, clock.instant());
            return;
        }
        Outcome outcome = sender.send(leased.delivery, leased.endpoint, leased.secretKey);
        AttemptLog.tell(leased.delivery, outcome);
        recorder.record(leased.delivery, outcome, leased.recorded);
    }

    /** Lets nothing more begin, and waits until nothing is under way, or so long. */
    void end(Duration atMost) {
        stopping = true;
        try {
            if (places.tryAcquire(settings.inFlight(), atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                // For who waits for a place just now, and will find that it is too late.
                places.release(settings.inFlight());
            } else {
                log.warn("Requests were under way {} after the stop; their deliveries are sent once more", atMost);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private record Leased(
            Delivery delivery, String endpoint, String secretKey, Instant leasedUntil, Acknowledgement recorded) {}
}
