package dev.jwebhooks.delivery;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * The queue on RabbitMQ: a quorum queue, confirms for what is published, manual acknowledgements for what is consumed.
 * While the broker is away nothing is leased, so deliveries wait in Postgres, due, until it is back.
 */
final class RabbitQueue implements JobQueue {
    private static final Logger log = LoggerFactory.getLogger(RabbitQueue.class);
    private static final long CONFIRM_TIMEOUT_MS = 5_000;
    private static final long RETRY_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private final RabbitTemplate template;
    private final AmqpAdmin admin;
    private final DirectMessageListenerContainer listeners;
    private final String queue;
    private final Bounds bounds;
    private volatile boolean away;
    private volatile long lastProbe = System.nanoTime() - RETRY_AFTER_NANOS;
    private volatile boolean room = true;

    /**
     * How much the broker holds and gives.
     *
     * @param backlog messages that may wait before no more are published
     * @param prefetch messages that one instance may have unacknowledged; a slow endpoint's hold theirs all the while
     */
    record Bounds(int backlog, int prefetch) {}

    RabbitQueue(ConnectionFactory connections, AmqpAdmin admin, String queue, Bounds bounds) {
        this.template = new RabbitTemplate(connections);
        this.admin = admin;
        this.listeners = new DirectMessageListenerContainer(connections);
        this.queue = queue;
        this.bounds = bounds;
    }

    @Override
    public void publish(List<Job> jobs) throws QueueUnavailable {
        try {
            template.invoke(channel -> {
                jobs.forEach(job -> channel.send("", queue, message(job)));
                channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT_MS);
                return true;
            });
        } catch (AmqpException unreachable) {
            room = false;
            lastProbe = System.nanoTime();
            throw new QueueUnavailable("RabbitMQ did not take or confirm the jobs", unreachable);
        }
    }

    private static Message message(Job job) {
        return MessageBuilder.withBody(JobMessage.write(job))
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    /** Asks the broker at most once a second; between two questions the last answer holds. */
    @Override
    public boolean lookForRoom() {
        if (System.nanoTime() - lastProbe >= RETRY_AFTER_NANOS) {
            lastProbe = System.nanoTime();
            room = probe();
        }
        return room;
    }

    private boolean probe() {
        try {
            QueueInformation depth = admin.getQueueInfo(queue);
            tellReturn();
            if (depth == null) {
                log.warn(
                        "The queue {} is gone from RabbitMQ; it is declared anew, and no delivery was in it alone",
                        queue);
                admin.initialize();
                return false;
            }
            return depth.getMessageCount() < bounds.backlog();
        } catch (AmqpException unreachable) {
            tellOutage(unreachable);
            return false;
        }
    }

    private void tellOutage(AmqpException unreachable) {
        if (!away) {
            log.warn("RabbitMQ is away; deliveries wait in Postgres until it is back: {}", unreachable.getMessage());
            away = true;
        }
    }

    private void tellReturn() {
        if (away) {
            log.info("RabbitMQ is back; deliveries that waited go out now");
            away = false;
        }
    }

    @Override
    public void consume(JobHandler handler) {
        listeners.setQueueNames(queue);
        listeners.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        listeners.setPrefetchCount(bounds.prefetch());
        listeners.setMissingQueuesFatal(false);
        listeners.setMessageListener(
                (ChannelAwareMessageListener) (message, channel) -> give(message, channel, handler));
        listeners.start();
    }

    private void give(Message message, @Nullable Channel channel, JobHandler handler) {
        long tag = message.getMessageProperties().getDeliveryTag();
        JobMessage.read(message.getBody())
                .ifPresentOrElse(job -> handler.handle(job, () -> acknowledge(channel, tag)), () -> {
                    log.error("Dropped a message on {} that is no job: {} bytes", queue, message.getBody().length);
                    acknowledge(channel, tag);
                });
    }

    private static void acknowledge(@Nullable Channel channel, long tag) {
        try {
            Objects.requireNonNull(channel, "A container's listener has a channel")
                    .basicAck(tag, false);
        } catch (IOException | RuntimeException channelGone) {
            log.debug("A job was done but not acknowledged; it comes again and finds its lease gone", channelGone);
        }
    }

    @Override
    public List<Job> stopConsuming() {
        listeners.stop();
        // What was not acknowledged goes back to the broker, for other instances.
        return List.of();
    }
}
