package dev.jwebhooks.delivery;

import dev.jwebhooks.account.FailureLimit;
import dev.jwebhooks.delivery.Body.Contents;
import dev.jwebhooks.delivery.EndpointLanes.Destination;
import dev.jwebhooks.delivery.EndpointLanes.Entry;
import dev.jwebhooks.delivery.EndpointLanes.Left;
import dev.jwebhooks.delivery.EndpointLanes.Verdict;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.InvalidEndpoint;
import dev.jwebhooks.outbound.Reuse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Runs attempts, each on a virtual thread of its own and within the bounds on requests under way. */
@Component
class AttemptRun {
    private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Sender sender;
    private final Recorder recorder;
    private final DeliverySettings settings;
    private final FailureLimit limit;
    private final Clock clock;
    private final LeaseClock leaseClock;
    private final EndpointLanes<Planned> lanes;
    private volatile boolean stopping;

    AttemptRun(
            Sender sender,
            Recorder recorder,
            DeliverySettings settings,
            FailureLimit limit,
            Clock clock,
            LeaseClock leaseClock) {
        this.sender = sender;
        this.recorder = recorder;
        this.settings = settings;
        this.limit = limit;
        this.clock = clock;
        this.leaseClock = leaseClock;
        this.lanes = new EndpointLanes<>(settings, clock);
    }

    /** Whether the outcomes of attempts could be recorded. */
    boolean isOpen() {
        return !recorder.isFailing();
    }

    /**
     * Returns when the delivery is under way, waits for its turn, or goes back to the schedule or to its end. Never
     * throws: the others of its job are to begin all the same.
     */
    void begin(Delivery delivery) {
        Optional<Outcome> ended = Optional.empty();
        try {
            ended = enter(delivery);
        } catch (RuntimeException fault) {
            log.error("delivery={} could not be begun; it is due again when its lease ends", delivery.id(), fault);
            delivery.message().body().leave();
        }
        ended.ifPresent(outcome -> end(delivery, outcome));
    }

    /** Empty when it is under way or waits for its turn. */
    private Optional<Outcome> enter(Delivery delivery) {
        Delivery.Target target = delivery.target();
        if (target == null) {
            return skipped(delivery, "the account is gone");
        } else if (target.endpoint() == null) {
            return skipped(delivery, "the account has no endpoint");
        } else if (limit.isReached(target.failedCount())) {
            return skipped(delivery, "the account is over its limit of failed attempts");
        } else if (target.gone()) {
            return skipped(delivery, "the endpoint wants nothing more (410)");
        } else if (target.paused()) {
            return Optional.of(new Outcome.Deferred(Lease.PARKED));
        } else if (stopping) {
            return Optional.of(deferred(Duration.ZERO));
        }
        return plan(delivery, target.endpoint(), target);
    }

    private static Optional<Outcome> skipped(Delivery delivery, String reason) {
        log.info("delivery={} account={} skipped: {}", delivery.id(), delivery.accountId(), reason);
        return Optional.of(new Outcome.Skipped(reason));
    }

    private Outcome deferred(Duration delay) {
        return new Outcome.Deferred(clock.instant().plus(delay));
    }

    /** Without having been under way. */
    private void end(Delivery delivery, Outcome outcome) {
        delivery.message().body().leave();
        record(delivery, outcome);
    }

    private Optional<Outcome> plan(Delivery delivery, String url, Delivery.Target target) {
        try {
            Endpoint endpoint = Endpoint.parse(url);
            Destination to = new Destination(url, endpoint.host());
            Reuse reuse = target.failedCount() > 0 ? Reuse.NEVER : Reuse.ALLOWED;
            return enter(new Planned(delivery, endpoint, target, to, reuse));
        } catch (InvalidEndpoint invalid) {
            return Optional.of(sender.unsendable(delivery, invalid));
        }
    }

    private Optional<Outcome> enter(Planned planned) {
        return switch (lanes.enter(planned.to, planned)) {
            case Entry.Admitted() -> {
                start(planned);
                yield Optional.empty();
            }
            case Entry.Waiting() -> Optional.empty();
            case Entry.SentBack(Duration delay) -> Optional.of(deferred(delay));
        };
    }

    private void start(Planned planned) {
        long admitted = System.nanoTime();
        Thread.startVirtualThread(() -> run(planned, Duration.ofNanos(System.nanoTime() - admitted)));
    }

    /** @param lag how long it waited for a processor */
    private void run(Planned planned, Duration lag) {
        boolean sent = false;
        try {
            sent = attempt(planned, lag);
        } catch (DataAccessException away) {
            log.warn(
                    "The body of delivery={} could not be read; it is due again when its lease ends: {}",
                    planned.delivery.id(),
                    away.getMessage());
        } catch (RuntimeException fault) {
            log.error(
                    "delivery={} could not be attempted; it is due again when its lease ends",
                    planned.delivery.id(),
                    fault);
        } finally {
            if (!sent) {
                lanes.learn(planned.to, Verdict.NOT_SENT, Duration.ZERO);
            }
            planned.delivery.message().body().leave();
            passOn(planned.to);
        }
    }

    private void passOn(Destination to) {
        Left<Planned> left = lanes.leave(to);
        left.next().forEach(this::start);
        left.sentBack().forEach(planned -> end(planned.delivery, deferred(left.delay())));
    }

    /** False when there was none. */
    private boolean attempt(Planned planned, Duration lag) {
        Delivery delivery = planned.delivery;
        if (!isOpen()) {
            log.debug("delivery={} is left to the end of its lease: nothing could be recorded", delivery.id());
            return false;
        }
        return switch (delivery.message().body().open(planned.to.endpoint())) {
            case Contents.Bytes(byte[] bytes) -> send(planned, bytes, lag);
            case Contents.NoRoom(Duration delay) -> {
                record(delivery, deferred(delay));
                yield false;
            }
        };
    }

    private boolean send(Planned planned, byte[] body, Duration lag) {
        Delivery delivery = planned.delivery;
        Instant neededUntil =
                leaseClock.instant().plus(settings.timeForAnAttempt(sender.timeoutFor(planned.target.options())));
        // It may have waited for its turn until another worker could have it, or until this one was told to stop.
        if (stopping || neededUntil.isAfter(delivery.leasedUntil())) {
            record(delivery, deferred(Duration.ZERO));
            return false;
        }
        long start = System.nanoTime();
        Outcome outcome = sender.send(delivery, planned.endpoint, planned.target, body, planned.reuse);
        Duration took = tookOfEndpoint(Duration.ofNanos(System.nanoTime() - start), lag);
        record(delivery, outcome, lanes.learn(planned.to, verdict(outcome), took));
        return true;
    }

    private void record(Delivery delivery, Outcome outcome) {
        record(delivery, outcome, Optional.empty());
    }

    private void record(Delivery delivery, Outcome outcome, Optional<Hold> hold) {
        AttemptLog.tell(delivery, outcome);
        recorder.record(delivery, outcome, hold);
    }

    private static Verdict verdict(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded ? Verdict.ANSWERED : Verdict.FAILED;
    }

    /**
     * Without the share of this machine: a request waits for a processor twice more, when it is connected and when the
     * answer is there. Else all endpoints would look slow whenever there is more to do than processors for it.
     */
    private static Duration tookOfEndpoint(Duration took, Duration lag) {
        Duration ofEndpoint = took.minus(lag.multipliedBy(2));
        return ofEndpoint.compareTo(SHORTEST) > 0 ? ofEndpoint : SHORTEST;
    }

    /** From now on what comes is due again at once. */
    void beginNoMore() {
        stopping = true;
    }

    /** Gives back what waits for its turn, and waits until nothing is under way, or so long. */
    void awaitEnd(Duration atMost) {
        // Not when the requests before them are over: other instances have places now.
        lanes.sendAllBack().forEach(planned -> end(planned.delivery, deferred(Duration.ZERO)));
        try {
            if (!lanes.awaitIdle(atMost)) {
                log.warn("Requests were under way {} after the stop; their deliveries are sent once more", atMost);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private record Planned(Delivery delivery, Endpoint endpoint, Delivery.Target target, Destination to, Reuse reuse) {}
}
