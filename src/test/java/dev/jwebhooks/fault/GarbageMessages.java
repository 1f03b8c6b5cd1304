package dev.jwebhooks.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/** Somebody puts messages on the queue that are no jobs. */
record GarbageMessages(int times) implements Fault {
    @Override
    public String name() {
        return "garbage put on the queue";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.cluster().broker().act(channel -> publish(channel, scene.random()));
            scene.pauseUpTo(500);
        }
        return times * KINDS;
    }

    private static final int KINDS = 6;

    private static void publish(Channel channel, Random random) throws IOException {
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        Stream<byte[]> garbage = Stream.of(
                new byte[0],
                noise,
                "{".getBytes(StandardCharsets.US_ASCII),
                "null".getBytes(StandardCharsets.US_ASCII),
                "{\"deliveries\": [null], \"leasedUntil\": \"2020-01-01T00:00:00Z\"}"
                        .getBytes(StandardCharsets.US_ASCII),
                "{\"deliveries\": [\"x\"], \"leasedUntil\": 1}".getBytes(StandardCharsets.US_ASCII));
        for (byte[] body : garbage.toList()) {
            channel.basicPublish("", Cluster.QUEUE, null, body);
        }
    }

    /** Told in a line each, and not tried again and again. */
    @Override
    public void verify(Scene scene, int published) {
        assertThat(scene.cluster().linesWith("is no job")).hasSize(published);
        scene.cluster().broker().act(channel -> {
            assertThat(channel.messageCount(Cluster.QUEUE)).isZero();
            assertThat(channel.messageCount(Cluster.QUEUE + ".parked")).isEqualTo(published);
        });
        // The node counts every few seconds.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scene.cluster().broker().unacknowledged(Cluster.QUEUE))
                        .isZero());
    }
}
