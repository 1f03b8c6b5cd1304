package dev.jwebhooks.delivery;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The queue where no broker is configured: bounded, in memory, and free to forget all on a crash, as Postgres does not.
 */
final class InProcessQueue implements JobQueue {
    private final BlockingQueue<Job> waiting;
    private volatile @Nullable Thread consumer;

    InProcessQueue(int backlog) {
        this.waiting = new ArrayBlockingQueue<>(backlog);
    }

    @Override
    public void publish(List<Job> jobs) throws QueueUnavailable {
        for (Job job : jobs) {
            if (!waiting.offer(job)) {
                throw new QueueUnavailable("The queue in this process is full");
            }
        }
    }

    @Override
    public boolean hasRoom() {
        return waiting.remainingCapacity() > waiting.size();
    }

    @Override
    public void consume(JobHandler handler) {
        consumer = Thread.ofVirtual().name("jobs").start(() -> consumeUntilInterrupted(handler));
    }

    private void consumeUntilInterrupted(JobHandler handler) {
        try {
            while (!Thread.interrupted()) {
                handler.handle(waiting.take(), () -> {});
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stopConsuming() {
        Thread running = consumer;
        if (running != null) {
            running.interrupt();
        }
    }
}
