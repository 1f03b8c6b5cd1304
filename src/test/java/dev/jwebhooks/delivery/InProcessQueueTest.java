package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

class InProcessQueueTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final InProcessQueue queue = new InProcessQueue(2);
    private final Queue<Job> begun = new ConcurrentLinkedQueue<>();

    /** Else a job would be due only when its lease ends, or be sent by two. */
    @RepeatedTest(20)
    void at_a_stop_each_job_is_in_one_hand_also_those_of_a_publisher_that_waits_for_room() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        queue.consume(job -> {
            begun.add(job);
            awaitQuietly(released);
        });
        List<Job> jobs = Stream.generate(InProcessQueueTest::job).limit(20).toList();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Job>> refused = others.submit(() -> publish(jobs));
            // Those that are in hand, and room for as many beside the backlog.
            await().pollInterval(OFTEN).until(() -> begun.size() == JobQueue.CONSUMERS && queue.room() == Room.NONE);

            Future<List<Job>> left = others.submit(queue::stopConsuming);
            // It has stopped, as the publisher tells; the jobs in hand are not done.
            await().pollInterval(OFTEN).until(refused::isDone);
            assertThat(left.isDone()).isFalse();
            released.countDown();

            List<Job> all = new ArrayList<>(left.get());
            all.addAll(refused.get());
            all.addAll(begun);
            assertThat(all).containsExactlyInAnyOrderElementsOf(jobs);
        }
    }

    private List<Job> publish(List<Job> jobs) {
        try {
            queue.publish(jobs);
            return List.of();
        } catch (QueueUnavailable stopping) {
            return stopping.refused();
        }
    }

    private static Job job() {
        return new Job(List.of(UUID.randomUUID()), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
