package dev.jwebhooks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue where no broker is configured: bounded, in memory, and free to forget all on a crash, as Postgres does not.
 */
final class InProcessQueue implements JobQueue {
    private static final Logger log = LoggerFactory.getLogger(InProcessQueue.class);

    private final BlockingQueue<Job> waiting;
    private volatile boolean stopped;
    private volatile @Nullable Thread consumer;

    InProcessQueue(int backlog) {
        this.waiting = new ArrayBlockingQueue<>(backlog);
    }

    @Override
    public void publish(List<Job> jobs) throws QueueUnavailable {
        if (stopped) {
            throw new QueueUnavailable("The queue in this process is stopping");
        }
        for (Job job : jobs) {
            if (!waiting.offer(job)) {
                throw new QueueUnavailable("The queue in this process is full");
            }
        }
    }

    @Override
    public boolean hasRoom() {
        return !stopped && waiting.remainingCapacity() > waiting.size();
    }

    @Override
    public boolean lookForRoom() {
        return hasRoom();
    }

    @Override
    public void consume(JobHandler handler) {
        consumer = Thread.ofVirtual().name("jobs").start(() -> consumeUntilInterrupted(handler));
    }

    private void consumeUntilInterrupted(JobHandler handler) {
        try {
            while (!Thread.interrupted()) {
                give(waiting.take(), handler);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void give(Job job, JobHandler handler) {
        try {
            handler.handle(job, () -> {});
        } catch (RuntimeException fault) {
            log.error("A job failed; its {} deliveries are due again when their lease ends", job.size(), fault);
        }
    }

    @Override
    public List<Job> stopConsuming() {
        stopped = true;
        Thread running = consumer;
        if (running != null) {
            running.interrupt();
        }
        List<Job> left = new ArrayList<>();
        waiting.drainTo(left);
        return left;
    }
}
