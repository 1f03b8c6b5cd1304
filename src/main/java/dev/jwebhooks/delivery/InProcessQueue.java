package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The queue where no broker is configured: bounded, in memory, and free to forget all on a crash, as Postgres does not.
 * Who publishes more than it holds waits.
 */
final class InProcessQueue implements JobQueue {
    private static final Job END = new Job(List.of(), Instant.EPOCH);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final int backlog;
    private final BlockingQueue<Job> waiting;
    private final List<Thread> consumers = new ArrayList<>();
    private volatile boolean stopped;

    InProcessQueue(int backlog) {
        this.backlog = backlog;
        this.waiting = new ArrayBlockingQueue<>(backlog + CONSUMERS);
    }

    @Override
    public void publish(List<Job> jobs) throws QueueUnavailable {
        for (int i = 0; i < jobs.size(); i++) {
            if (!takes(jobs.get(i))) {
                throw new QueueUnavailable("The queue in this process is stopping", jobs.subList(i, jobs.size()));
            }
        }
    }

    private boolean takes(Job job) {
        try {
            boolean taken = false;
            while (!taken && !stopped) {
                taken = waiting.offer(job, 100, TimeUnit.MILLISECONDS);
            }
            // What got in when the rest was taken out at the stop would lie there for ever.
            return taken && !(stopped && waiting.remove(job));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Room room() {
        return stopped ? Room.NONE : Room.of(waiting.size(), backlog);
    }

    @Override
    public Room lookForRoom() {
        return room();
    }

    @Override
    public void consume(JobHandler handler) {
        for (int i = 0; i < CONSUMERS; i++) {
            consumers.add(VitalThread.start("jobs-" + i, () -> consumeUntilEnd(new GuardedHandler(handler))));
        }
    }

    private void consumeUntilEnd(JobHandler handler) {
        try {
            for (Job job = waiting.take(); !job.equals(END); job = stopped ? END : waiting.take()) {
                handler.handle(job);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Job> stopConsuming() {
        stopped = true;
        List<Job> left = new ArrayList<>();
        waiting.drainTo(left);
        // Not by an interrupt: that would close the database connection of a job under its feet.
        consumers.forEach(_ -> waiting.offer(END));
        try {
            for (Thread consumer : consumers) {
                consumer.join(LONGEST_STOP);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return left;
    }
}
