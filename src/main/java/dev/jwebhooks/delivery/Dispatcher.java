package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings deliveries that were just committed to the queue, off the caller's thread: an answer never waits for a broker.
 * First {@link #lease()}, then the rows with that lease, then, after the commit, {@link #dispatch}. A crash in between
 * costs the rest of the lease.
 */
@Component
public class Dispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LARGEST_BATCH = 200;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final BlockingQueue<Job> committed = new ArrayBlockingQueue<>(1_000);
    private final JobQueue queue;
    private final Leases leases;
    private volatile boolean stopping;
    private volatile @Nullable Thread publisher;

    Dispatcher(JobQueue queue, Leases leases) {
        this.queue = queue;
        this.leases = leases;
    }

    /** A lease for deliveries made now; empty while the queue is away or full, when none should be made. */
    public Optional<Lease> lease() {
        boolean room = queue.room() != Room.NONE && committed.remainingCapacity() > committed.size();
        return room ? Optional.of(leases.lease()) : Optional.empty();
    }

    /**
     * A lease for the deliveries of one turn among accounts that wait; empty also while the queue has enough to do.
     * What the last turn made must have left here, as the queue cannot count it yet. May wait for a broker.
     */
    public Optional<Lease> leaseForTurn() {
        boolean wanted = committed.isEmpty() && queue.lookForRoom() == Room.AMPLE;
        return wanted ? Optional.of(leases.lease()) : Optional.empty();
    }

    /** Hands over deliveries whose rows are committed with this lease. Never blocks. */
    public void dispatch(List<UUID> deliveries, Lease lease) {
        for (Job job : Job.of(deliveries, lease.until())) {
            if (!committed.offer(job)) {
                log.info(
                        "{} deliveries wait for the end of their lease: hand-over is busy",
                        job.deliveries().size());
            }
        }
    }

    @Override
    public void start() {
        stopping = false;
        publisher = VitalThread.start("dispatcher", this::publishUntilStopped);
    }

    private void publishUntilStopped() {
        try {
            while (!stopping) {
                Job first = committed.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    publish(batchFrom(first));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Job> batchFrom(Job first) {
        List<Job> batch = new ArrayList<>();
        batch.add(first);
        committed.drainTo(batch, LARGEST_BATCH - 1);
        return batch;
    }

    private void publish(List<Job> jobs) {
        try {
            queue.publish(jobs);
        } catch (QueueUnavailable unavailable) {
            log.info("{}; their deliveries go back to the schedule", unavailable.getMessage());
            leases.handBack(unavailable.refused());
        } catch (RuntimeException fault) {
            log.error(
                    "{} jobs were not handed over; their deliveries are due when their lease ends", jobs.size(), fault);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = publisher;
        try {
            if (running != null) {
                // Not by an interrupt: what the queue refuses of its last jobs could not be handed back then.
                running.join(LONGEST_STOP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        List<Job> left = new ArrayList<>();
        committed.drainTo(left);
        leases.handBack(left);
        publisher = null;
    }

    @Override
    public boolean isRunning() {
        return publisher != null;
    }

    /** Stops after the web server, whose last calls it still hands over or back. */
    @Override
    public int getPhase() {
        return Worker.PHASE - 10_000;
    }
}
