package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;

class FilteredBesideCallsTest {
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    @Test
    void a_fan_out_with_filters_goes_on_while_others_keep_the_queue_more_than_a_quarter_full() throws Exception {
        try (Receiver receiver = Receiver.start();
                RunningService service = RunningService.startWith(
                        SlowConsumers.class, Databases.migrated(), "--jwebhooks.delivery.backlog=100")) {
            Api api = service.api();
            TestAccount publisher = api.account(receiver.url("/publisher"));
            String registration = api.register(publisher, "e", "{\"n\": 1}");
            api.post("/v1/webhook/subscription/" + registration, publisher, "{\"filter\": \"$.n\"}");
            JobQueue queue = service.part(JobQueue.class);
            queue.publish(Collections.nCopies(60, jobOfNothing(service)));

            String triggered = api.trigger(publisher, registration);

            await().until(() -> made(service, triggered) == 1);
            assertThat(queue.room()).isEqualTo(Room.LITTLE);
        }
    }

    private static Job jobOfNothing(RunningService service) {
        return new Job(
                List.of(UUID.randomUUID()),
                service.clock().instant().plusSeconds(30).truncatedTo(ChronoUnit.MICROS));
    }

    private static int made(RunningService service, String triggered) {
        return service.database()
                .sql("select count(*) from deliveries where triggered_id = ?::uuid")
                .param(triggered)
                .query(Integer.class)
                .single();
    }

    /** Named as a source; annotated, it would be found by every start on this class path. */
    static class SlowConsumers {
        @Bean
        static BeanPostProcessor slowConsumers() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JobQueue queue ? new SlowlyConsumed(queue) : bean;
                }
            };
        }
    }

    /** A queue whose jobs all take until they are released. */
    private record SlowlyConsumed(JobQueue queue) implements JobQueue {
        @Override
        public void consume(JobHandler handler) {
            queue.consume(job -> {
                awaitRelease();
                handler.handle(job);
            });
        }

        private static void awaitRelease() {
            try {
                RELEASED.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void publish(List<Job> jobs) throws QueueUnavailable {
            queue.publish(jobs);
        }

        @Override
        public Room room() {
            return queue.room();
        }

        @Override
        public Room lookForRoom() {
            return queue.lookForRoom();
        }

        @Override
        public List<Job> stopConsuming() {
            RELEASED.countDown();
            return queue.stopConsuming();
        }
    }
}
