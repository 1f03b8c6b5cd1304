package dev.jwebhooks.delivery;

import dev.jwebhooks.account.FailureLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Which queue carries the jobs: RabbitMQ's where one is configured, else the one in this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {
    private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

    @Bean
    DeliveryLimits deliveryLimits(DeliverySettings settings) {
        return settings.limits();
    }

    @Bean
    FailureLimit failureLimit(DeliverySettings settings) {
        return new FailureLimit(settings.maxFailedCount());
    }

    @Bean
    @Conditional(BrokerConfigured.No.class)
    JobQueue inProcessQueue(DeliverySettings settings) {
        log.info("Jobs are carried by a queue in this process");
        return new InProcessQueue(settings.backlog());
    }

    /** Declared by the admin whenever a connection is made, so also after the broker lost it. */
    @Bean
    @Conditional(BrokerConfigured.class)
    Queue deliveriesQueue(DeliverySettings settings) {
        return QueueBuilder.durable(settings.queueName()).quorum().build();
    }

    /** For what is no job of ours; as full as that, it forgets the oldest. */
    @Bean
    @Conditional(BrokerConfigured.class)
    Queue parkingQueue(DeliverySettings settings) {
        return QueueBuilder.durable(RabbitQueue.parkingOf(settings.queueName()))
                .quorum()
                .maxLength(1_000)
                .build();
    }

    @Bean
    @Conditional(BrokerConfigured.class)
    JobQueue rabbitQueue(
            CachingConnectionFactory connections, AmqpAdmin admin, Queue deliveriesQueue, DeliverySettings settings) {
        if (!connections.isSimplePublisherConfirms()) {
            throw new IllegalStateException(
                    "Without confirms jobs would be lost unseen: leave spring.rabbitmq.publisher-confirm-type at"
                            + " simple");
        }
        log.info("Jobs are carried by RabbitMQ, queue {}", settings.queueName());
        return new RabbitQueue(connections, admin, deliveriesQueue, settings.backlog());
    }
}
