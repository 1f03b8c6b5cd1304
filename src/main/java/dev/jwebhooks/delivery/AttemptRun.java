package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.EndpointLanes.Destination;
import dev.jwebhooks.delivery.EndpointLanes.Entry;
import dev.jwebhooks.delivery.EndpointLanes.Left;
import dev.jwebhooks.delivery.EndpointLanes.Verdict;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.InvalidEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final EndpointLanes<Planned> lanes;
    private volatile boolean stopping;

    AttemptRun(Sender sender, Recorder recorder, DeliverySettings settings, Clock clock) {
        this.sender = sender;
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
        this.lanes = new EndpointLanes<>(settings, clock);
    }

    /** Whether the outcomes of attempts could be recorded. */
    boolean isOpen() {
        return !recorder.isFailing();
    }

    /** Returns when the delivery is under way, waits for its turn, or goes back to the schedule or to its end. */
    void begin(Delivery delivery) {
        Delivery.Target target = delivery.target();
        if (target == null) {
            skip(delivery, "the account is gone");
        } else if (target.endpoint() == null) {
            skip(delivery, "the account has no endpoint");
        } else if (target.failedCount() >= settings.maxFailedCount()) {
            skip(delivery, "the account is over its limit of failed attempts");
        } else if (stopping) {
            sendBack(delivery, Duration.ZERO);
        } else {
            plan(delivery, target.endpoint(), target.secretKey());
        }
    }

    private void skip(Delivery delivery, String reason) {
        log.info("delivery={} account={} skipped: {}", delivery.id(), delivery.accountId(), reason);
        recorder.record(delivery, new Outcome.Skipped(reason));
    }

    private void plan(Delivery delivery, String url, String secretKey) {
        try {
            Endpoint endpoint = Endpoint.parse(url);
            Destination to = new Destination(url, endpoint.host());
            enter(new Planned(delivery, endpoint, secretKey, to));
        } catch (InvalidEndpoint invalid) {
            record(delivery, sender.unsendable(delivery, invalid));
        }
    }

    private void enter(Planned planned) {
        switch (lanes.enter(planned.to, planned)) {
            case Entry.Admitted() -> Thread.startVirtualThread(() -> run(planned));
            case Entry.Waiting() -> log.trace("delivery={} waits for its turn", planned.delivery.id());
            case Entry.SentBack(Duration delay) -> sendBack(planned.delivery, delay);
        }
    }

    private void sendBack(Delivery delivery, Duration delay) {
        recorder.record(delivery, new Outcome.Deferred(clock.instant().plus(delay)));
    }

    private void run(Planned planned) {
        long start = System.nanoTime();
        Verdict verdict = Verdict.NOT_SENT;
        try {
            verdict = attempt(planned);
        } catch (RuntimeException fault) {
            log.error(
                    "delivery={} could not be attempted; it is due again when its lease ends",
                    planned.delivery.id(),
                    fault);
        } finally {
            passOn(planned.to, verdict, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void passOn(Destination to, Verdict verdict, Duration took) {
        Left<Planned> left = lanes.leave(to, verdict, took);
        left.next().forEach(planned -> Thread.startVirtualThread(() -> run(planned)));
        left.sentBack().forEach(planned -> sendBack(planned.delivery, left.delay()));
    }

    private Verdict attempt(Planned planned) {
        Delivery delivery = planned.delivery;
        if (!isOpen()) {
            log.debug("delivery={} is left to the end of its lease: nothing could be recorded", delivery.id());
            return Verdict.NOT_SENT;
        }
        Instant neededUntil = clock.instant().plus(settings.timeForAnAttempt());
        // It may have waited for its turn until another worker could have it, or until this one was told to stop.
        if (stopping || neededUntil.isAfter(delivery.leasedUntil())) {
            sendBack(delivery, Duration.ZERO);
            return Verdict.NOT_SENT;
        }
        Outcome outcome = sender.send(delivery, planned.endpoint, planned.secretKey);
        record(delivery, outcome);
        return outcome instanceof Outcome.Succeeded ? Verdict.ANSWERED : Verdict.FAILED;
    }

    private void record(Delivery delivery, Outcome outcome) {
        AttemptLog.tell(delivery, outcome);
        recorder.record(delivery, outcome);
    }

    /** From now on what comes is due again at once. */
    void beginNoMore() {
        stopping = true;
    }

    /** Gives back what waits for its turn, and waits until nothing is under way, or so long. */
    void end(Duration atMost) {
        // Not when the requests before them are over: other instances have places now.
        lanes.sendAllBack().forEach(planned -> sendBack(planned.delivery, Duration.ZERO));
        try {
            if (!lanes.awaitIdle(atMost)) {
                log.warn("Requests were under way {} after the stop; their deliveries are sent once more", atMost);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private record Planned(Delivery delivery, Endpoint endpoint, String secretKey, Destination to) {}
}
