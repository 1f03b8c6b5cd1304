package dev.jwebhooks.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The benchmark's queue on the RabbitMQ of this machine. */
final class BrokerQueue {
    private BrokerQueue() {}

    static void delete(String name) {
        try (Connection connection = new ConnectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(name);
            channel.queueDelete(name + ".parked");
        } catch (IOException | TimeoutException gone) {
            System.err.println("The queue " + name + " could not be removed: " + gone.getMessage());
        }
    }
}
