package dev.jwebhooks.delivery;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes jobs from the queue, and each of their deliveries through an attempt to its record. No transaction and no
 * database connection is held while a request is under way.
 */
@Component
class Worker implements JobHandler, SmartLifecycle {
    /** After everything it uses has started, and stopped before any of that. */
    static final int PHASE = DEFAULT_PHASE - 1_000;

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final JobQueue queue;
    private final DeliveryReader reader;
    private final AttemptRun attempts;
    private final Leases leases;
    private final DeliverySettings settings;
    private final LeaseClock clock;
    private volatile boolean running;

    Worker(
            JobQueue queue,
            DeliveryReader reader,
            AttemptRun attempts,
            Leases leases,
            DeliverySettings settings,
            LeaseClock clock) {
        this.queue = queue;
        this.reader = reader;
        this.attempts = attempts;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void handle(Job job) {
        leased(job).forEach(attempts::begin);
    }

    /** Nothing where the lease is too short for an attempt, or Postgres is away: the relay brings it again. */
    private List<Delivery> leased(Job job) {
        if (!attempts.isOpen()) {
            log.debug("A job of {} deliveries is left to the end of its lease: nothing could be recorded", job.size());
            return List.of();
        }
        if (clock.instant().plus(settings.timeForAnAttempt()).isAfter(job.leasedUntil())) {
            log.debug("A job of {} deliveries waited too long; its lease ends soon", job.size());
            return List.of();
        }
        try {
            return reader.read(job);
        } catch (DataAccessException away) {
            log.warn(
                    "A job of {} deliveries could not be read; the relay brings it again after its lease: {}",
                    job.size(),
                    away.getMessage());
            return List.of();
        }
    }

    @Override
    public void start() {
        running = true;
        queue.consume(this);
    }

    /** Takes no more jobs, and waits for the attempts under way. */
    @Override
    public void stop() {
        // First, or a job for endpoints that hang would keep the queue's end waiting for places.
        attempts.beginNoMore();
        leases.handBack(queue.stopConsuming());
        attempts.awaitEnd(settings.stopTimeout());
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
