package dev.jwebhooks.service;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/**
 * A RabbitMQ for the tests: in a container where Docker runs, else one that answers on localhost, else none, and the
 * tests that need it are skipped. Queues have names of their own and go when the JVM ends.
 */
public final class Broker {
    private static @Nullable RabbitMQContainer container;

    private Broker() {}

    /** The settings that put a service on it, with a queue of its own. */
    public static String[] settings() {
        ConnectionFactory factory = reachable();
        return settings(factory.getHost(), factory.getPort(), factory);
    }

    /** The settings that put a service on it through the proxy, with a queue of its own. */
    public static String[] settings(TcpProxy proxy) {
        return settings("127.0.0.1", proxy.port(), reachable());
    }

    /** A way to it that can be cut. */
    public static TcpProxy proxied() {
        ConnectionFactory factory = reachable();
        return TcpProxy.to(factory.getHost(), factory.getPort());
    }

    private static String[] settings(String host, int port, ConnectionFactory direct) {
        String queue = "jwebhooks.test." + UUID.randomUUID();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQueue(direct, queue)));
        return new String[] {
            "--spring.rabbitmq.host=" + host,
            "--spring.rabbitmq.port=" + port,
            "--jwebhooks.delivery.queue-name=" + queue
        };
    }

    private static ConnectionFactory reachable() {
        ConnectionFactory factory = new ConnectionFactory();
        if (DockerClientFactory.instance().isDockerAvailable()) {
            factory.setHost(container().getHost());
            factory.setPort(container().getAmqpPort());
        }
        try (Connection _ = factory.newConnection()) {
            return factory;
        } catch (IOException | TimeoutException none) {
            String message = "SKIPPED: no Docker, and no RabbitMQ on localhost:5672, to test with";
            System.out.println(message);
            return Assumptions.abort(message);
        }
    }

    private static synchronized RabbitMQContainer container() {
        if (container == null) {
            container = new RabbitMQContainer("rabbitmq:4");
            container.start();
        }
        return container;
    }

    private static void deleteQueue(ConnectionFactory factory, String queue) {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(queue);
            channel.queueDelete(queue + ".parked");
        } catch (IOException | TimeoutException gone) {
            System.err.println("The queue " + queue + " could not be removed: " + gone.getMessage());
        }
    }
}
