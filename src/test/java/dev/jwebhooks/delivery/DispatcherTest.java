package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Set<Thread.State> WAITS_OR_OVER =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private final RunningService service = RunningService.inProcess();
    private final Lease lease = lease();

    private Lease lease() {
        Instant until = service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
        return new Lease(until, Duration.ofMinutes(1));
    }

    @Test
    void what_is_on_its_way_to_the_queue_at_a_stop_is_due_at_once() throws Exception {
        RefusingQueue queue = new RefusingQueue();
        Dispatcher dispatcher = new Dispatcher(queue, service.part(Leases.class));
        List<List<UUID>> inHand = Stream.generate(this::deliveries).limit(3).toList();
        List<UUID> behind = deliveries();
        inHand.forEach(job -> dispatcher.dispatch(job, lease));
        dispatcher.start();
        queue.asked.await();
        dispatcher.dispatch(behind, lease);

        Thread stop = Thread.ofVirtual().start(dispatcher::stop);
        await().until(() -> WAITS_OR_OVER.contains(stop.getState()));
        queue.answers.countDown();
        stop.join();

        assertThat(inHand).allSatisfy(job -> assertThat(leased(job)).isZero());
        assertThat(leased(behind)).isZero();
    }

    /** Of no account: the relay finds them due, and they are skipped. */
    private List<UUID> deliveries() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(3).toList();
        ids.forEach(id -> service.database()
                .sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at, leased) values (?, ?,"
                        + " ?, ?, true)")
                .params(id, id, id, lease.until().atOffset(ZoneOffset.UTC))
                .update());
        return ids;
    }

    private int leased(List<UUID> ids) {
        return service.database()
                .sql("select count(*) from deliveries where id = any(?) and next_attempt_at = ?")
                .params(ids.toArray(UUID[]::new), lease.until().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** A broker that takes its time, and then takes nothing. */
    private static final class RefusingQueue implements JobQueue {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public void publish(List<Job> jobs) throws QueueUnavailable {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new QueueUnavailable("This queue takes nothing", jobs);
        }

        @Override
        public Room room() {
            return Room.AMPLE;
        }

        @Override
        public Room lookForRoom() {
            return Room.AMPLE;
        }

        @Override
        public void consume(JobHandler handler) {
            // There is nothing to give.
        }

        @Override
        public List<Job> stopConsuming() {
            return List.of();
        }
    }
}
