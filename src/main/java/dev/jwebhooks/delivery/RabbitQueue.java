package dev.jwebhooks.delivery;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;

/**
 * The queue on RabbitMQ: a quorum queue, confirms for what is published, acknowledgements once a job has begun. While
 * the broker is away, full or out of memory nothing is leased, so deliveries wait in Postgres until it is back.
 */
final class RabbitQueue implements JobQueue, BlockedListener {
    private static final Logger log = LoggerFactory.getLogger(RabbitQueue.class);
    private static final long CONFIRM_TIMEOUT_MS = 5_000;
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();
    private static final long RETRY_AFTER_MS = 1_000;
    private static final long RETRY_AFTER_NANOS =
            Duration.ofMillis(RETRY_AFTER_MS).toNanos();
    private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(3).toNanos();
    // Few: what lies here is out of other instances' reach, and ahead of what comes later.
    private static final int PREFETCH = 4;

    private final RabbitTemplate template;
    private final AmqpAdmin admin;
    private final DirectMessageListenerContainer listeners;
    private final Queue declaration;
    private final String queue;
    private final int backlog;
    private final BegunJobs begun = new BegunJobs();
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile boolean blocked;
    private volatile boolean away;
    private boolean gone;
    private volatile long nextProbe = System.nanoTime();
    private volatile Room room = Room.AMPLE;
    private volatile long givenAt = System.nanoTime();

    /** The backlog is how many messages may wait before no more are published. */
    RabbitQueue(ConnectionFactory connections, AmqpAdmin admin, Queue queue, int backlog) {
        this.template = new RabbitTemplate(connections);
        // A broker that is out of memory stops reading from who publishes, and must not stop hearing who consumes.
        template.setUsePublisherConnection(true);
        this.admin = admin;
        this.listeners = new DirectMessageListenerContainer(connections);
        this.declaration = queue;
        this.queue = queue.getName();
        this.backlog = backlog;
        connections.addConnectionListener(this::watch);
    }

    private void watch(@Nullable Connection connection) {
        blocked = false;
        Objects.requireNonNull(connection, "Only a failed attempt has none").addBlockedListener(this);
    }

    /** The broker is short of memory or disk space and takes nothing from this connection. */
    @Override
    public void handleBlocked(String reason) {
        log.warn("RabbitMQ takes no jobs now ({}); deliveries wait in Postgres until it does", reason);
        blocked = true;
    }

    @Override
    public void handleUnblocked() {
        log.info("RabbitMQ takes jobs again");
        blocked = false;
    }

    @Override
    public void publish(List<Job> jobs) throws QueueUnavailable {
        try {
            sendConfirmed(
                    queue,
                    jobs.stream().map(job -> message(JobMessage.write(job))).toList());
        } catch (AmqpException refused) {
            room = Room.NONE;
            nextProbe = System.nanoTime() + RETRY_AFTER_NANOS;
            throw new QueueUnavailable("RabbitMQ did not take or confirm the jobs", jobs, refused);
        }
    }

    private void sendConfirmed(String to, List<Message> messages) {
        template.invoke(channel -> {
            messages.forEach(message -> channel.send("", to, message));
            channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT_MS);
            return true;
        });
    }

    private static Message message(byte[] body) {
        return MessageBuilder.withBody(body)
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    @Override
    public Room room() {
        return blocked ? Room.NONE : room;
    }

    /**
     * Asks the broker at most every 50 ms, or once a second while it is away; between questions the last answer holds.
     */
    @Override
    public synchronized Room lookForRoom() {
        if (System.nanoTime() - nextProbe >= 0) {
            room = probe();
            nextProbe = System.nanoTime() + (away || gone ? RETRY_AFTER_NANOS : ASK_AGAIN_NANOS);
        }
        return room();
    }

    private Room probe() {
        try {
            QueueInformation depth = admin.getQueueInfo(queue);
            tellReturn();
            if (depth == null) {
                declareAnew();
                return Room.NONE;
            }
            gone = false;
            keepConsuming(depth);
            return Room.of(depth.getMessageCount(), backlog);
        } catch (AmqpException unreachable) {
            tellOutage(unreachable);
            return Room.NONE;
        }
    }

    /** Not before it was missing twice: declared again at once, it would forget its consumers without telling them. */
    private void declareAnew() {
        if (gone) {
            admin.declareQueue(declaration);
        } else {
            log.warn("The queue {} is gone from RabbitMQ; it is declared anew, and no delivery was in it alone", queue);
        }
        gone = !gone;
    }

    /**
     * Consumers that the broker has lost and does not tell are found by their silence. Those that have a job in hand
     * are busy, however long it takes: begun anew, they would be given it once more.
     */
    private void keepConsuming(QueueInformation depth) {
        boolean consumed = depth.getMessageCount() == 0 && depth.getConsumerCount() > 0;
        if (consumed || inHand.get() > 0 || !listeners.isRunning()) {
            givenAt = System.nanoTime();
        } else if (System.nanoTime() - givenAt > LONGEST_SILENCE_NANOS) {
            log.warn("This instance is given no jobs from {}; it begins to consume anew", queue);
            givenAt = System.nanoTime();
            listeners.stop();
            listeners.start();
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

    /** Before the first job, which would else wait for it, and declare a queue that was just deleted unnoticed. */
    private void connectPublisher() {
        try {
            template.execute(Channel::isOpen);
        } catch (AmqpException unreachable) {
            tellOutage(unreachable);
        }
    }

    @Override
    public void consume(JobHandler handler) {
        JobHandler guarded = new GuardedHandler(handler);
        connectPublisher();
        listeners.setQueueNames(queue);
        listeners.setConsumersPerQueue(CONSUMERS);
        listeners.setPrefetchCount(PREFETCH);
        listeners.setMissingQueuesFatal(false);
        listeners.setFailedDeclarationRetryInterval(RETRY_AFTER_MS);
        listeners.setRecoveryInterval(RETRY_AFTER_MS);
        listeners.setMessageListener((MessageListener) message -> give(message, guarded));
        listeners.start();
    }

    private void give(Message message, JobHandler handler) {
        inHand.incrementAndGet();
        try {
            JobMessage.read(message.getBody()).ifPresentOrElse(job -> begin(job, handler), () -> park(message));
        } catch (Error fatal) {
            VitalThread.endProcess("consumer of " + queue, fatal);
        } finally {
            givenAt = System.nanoTime();
            inHand.decrementAndGet();
        }
    }

    /** Whatever comes of it, it is acknowledged: given again at once it would fail again, until its lease ends. */
    private void begin(Job job, JobHandler handler) {
        if (begun.begins(job)) {
            handler.handle(job);
        } else {
            log.info("A job of {} deliveries was given out twice; it has begun", job.size());
        }
    }

    /** Out of the way, and kept for whoever wants to know where it came from. */
    private void park(Message garbage) {
        String parking = parkingOf(queue);
        sendConfirmed(parking, List.of(garbage));
        log.error("A message on {} is no job and was moved to {}: {} bytes", queue, parking, garbage.getBody().length);
    }

    /** The queue for messages that are no jobs. */
    static String parkingOf(String queue) {
        return queue + ".parked";
    }

    @Override
    public List<Job> stopConsuming() {
        listeners.stop();
        // What was not acknowledged goes back to the broker, for other instances.
        return List.of();
    }
}
