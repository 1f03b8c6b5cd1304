package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Broker;
import dev.jwebhooks.service.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How often a job is given to its handler. */
class RabbitQueueTest {
    private final TcpProxy proxy = Broker.proxied();
    private final CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1", proxy.port());
    private final RabbitQueue queue = queue();
    private final Map<Job, Integer> given = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private RabbitQueue queue() {
        connections.setPublisherConfirmType(ConfirmType.SIMPLE);
        RabbitAdmin admin = new RabbitAdmin(connections);
        // The broker forgets its name when this JVM ends.
        String name = setting("--jwebhooks.delivery.queue-name=");
        var declaration = QueueBuilder.durable(name).quorum().build();
        admin.declareQueue(declaration);
        return new RabbitQueue(connections, admin, declaration, 100);
    }

    private String setting(String name) {
        return Arrays.stream(Broker.settings(proxy))
                .filter(setting -> setting.startsWith(name))
                .map(setting -> setting.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        released.countDown();
        queue.stopConsuming();
        connections.destroy();
        proxy.close();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void consumers_that_are_busy_for_long_are_not_taken_for_lost_ones(CapturedOutput output) throws QueueUnavailable {
        List<Job> jobs = Stream.generate(RabbitQueueTest::job).limit(30).toList();
        queue.consume(this::holdUp);
        queue.publish(jobs);
        await().until(() -> !given.isEmpty());

        // Longer than the silence after which they would be.
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(30)).until(() -> {
            queue.lookForRoom();
            return !output.getOut().contains("begins to consume anew");
        });
        released.countDown();

        await().until(() -> given.size() == jobs.size());
        assertThat(given.values()).containsOnly(1);
    }

    @Test
    void a_job_in_hand_when_the_connection_breaks_does_not_begin_once_more() throws QueueUnavailable {
        Job inHand = job();
        queue.consume(job -> {
            count(job);
            if (job.equals(inHand)) {
                awaitQuietly(released);
            }
        });
        queue.publish(List.of(inHand));
        await().until(() -> given.containsKey(inHand));

        proxy.cut();
        proxy.mend();

        // Behind the one that comes again.
        Job next = job();
        await().ignoreExceptions().until(() -> {
            queue.publish(List.of(next));
            return true;
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> given.containsKey(next));
        await().during(Duration.ofMillis(500)).until(() -> Integer.valueOf(1).equals(given.get(inHand)));
    }

    @Test
    void a_job_that_fails_is_left_to_its_lease_and_not_given_again_and_again() throws QueueUnavailable {
        Job failing = job();
        Job next = job();
        queue.consume(job -> {
            count(job);
            if (job.equals(failing)) {
                throw new IllegalStateException("This job cannot be done");
            }
        });

        queue.publish(List.of(failing));
        await().until(() -> given.containsKey(failing));
        queue.publish(List.of(next));

        await().until(() -> given.containsKey(next));
        await().during(Duration.ofMillis(500)).until(() -> Integer.valueOf(1).equals(given.get(failing)));
    }

    private void holdUp(Job job) {
        count(job);
        awaitQuietly(released);
    }

    private void count(Job job) {
        given.merge(job, 1, Integer::sum);
    }

    private static Job job() {
        Instant lease = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
        return new Job(List.of(UUID.randomUUID()), lease);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
