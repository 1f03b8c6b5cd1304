package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Broker;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TcpProxy;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

class BrokerOutageTest {
    @Test
    void while_the_broker_is_away_triggers_are_taken_and_go_out_when_it_is_back() throws IOException {
        try (TcpProxy proxy = Broker.proxied();
                RunningService service = RunningService.start(Databases.migrated(), Broker.settings(proxy));
                Receiver receiver = Receiver.start()) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/a"));
            api.trigger(publisher);
            await().until(() -> receiver.at("/a").size() == 1);

            proxy.cut();
            for (int i = 0; i < 20; i++) {
                api.trigger(publisher);
            }
            assertThat(receiver.at("/a")).hasSize(1);
            proxy.mend();

            await().atMost(Duration.ofSeconds(45)).until(() -> receiver.at("/a").size() == 21);
            assertThat(api.get("/actuator/health", TestAccount.STRANGER).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_broker_that_hangs_keeps_no_trigger_waiting() throws IOException {
        try (TcpProxy proxy = Broker.proxied();
                RunningService service = RunningService.start(Databases.migrated(), Broker.settings(proxy));
                Receiver receiver = Receiver.start()) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/a"));

            proxy.freeze();
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                api.trigger(publisher);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            proxy.mend();

            await().atMost(Duration.ofSeconds(45)).until(() -> receiver.at("/a").size() >= 20);
        }
    }

    @Test
    void a_service_starts_without_its_broker_and_delivers_when_it_comes() throws IOException {
        try (TcpProxy proxy = Broker.proxied()) {
            proxy.cut();
            try (RunningService service = RunningService.start(Databases.migrated(), Broker.settings(proxy));
                    Receiver receiver = Receiver.start()) {
                Api api = service.api();
                Publisher publisher = api.subscribedToItself(receiver.url("/a"));
                api.trigger(publisher);

                proxy.mend();

                await().atMost(Duration.ofSeconds(45))
                        .until(() -> receiver.at("/a").size() == 1);
            }
        }
    }

    @Test
    void a_queue_that_somebody_deleted_is_made_anew_and_what_was_in_it_is_delivered() {
        String queue = "jwebhooks.test.deleted." + UUID.randomUUID();
        String[] settings = with(
                Broker.settings(),
                "--jwebhooks.delivery.queue-name=" + queue,
                "--jwebhooks.delivery.lease=3s",
                "--jwebhooks.delivery.request-timeout=1s");
        try (RunningService service = RunningService.start(Databases.migrated(), settings);
                Receiver receiver = Receiver.start()) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/a"));
            AmqpAdmin broker = service.part(AmqpAdmin.class);

            broker.deleteQueue(queue);
            api.trigger(publisher);

            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(() -> assertThat(receiver.at("/a")).hasSize(1));
            broker.deleteQueue(queue);
            broker.deleteQueue(queue + ".parked");
        }
    }

    @Test
    void a_message_that_is_no_job_is_parked_and_keeps_nothing_waiting() {
        String queue = "jwebhooks.test.garbage." + UUID.randomUUID();
        String[] settings = with(Broker.settings(), "--jwebhooks.delivery.queue-name=" + queue);
        try (RunningService service = RunningService.start(Databases.migrated(), settings);
                Receiver receiver = Receiver.start()) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/a"));
            AmqpAdmin broker = service.part(AmqpAdmin.class);

            for (String garbage : List.of("no job", "null", "", "[]", "{\"deliveries\": [null], \"leasedUntil\": 1}")) {
                service.part(RabbitTemplate.class).convertAndSend("", queue, garbage);
            }
            api.trigger(publisher);

            await().until(() -> receiver.at("/a").size() == 1);
            await().untilAsserted(() -> assertThat(broker.getQueueInfo(queue + ".parked"))
                    .matches(parked -> parked != null && parked.getMessageCount() == 5));
            broker.deleteQueue(queue);
            broker.deleteQueue(queue + ".parked");
        }
    }

    /** Of a setting that comes twice, Spring would take both. */
    private static String[] with(String[] settings, String... more) {
        Stream<String> others = Stream.of(settings).filter(setting -> !setting.contains("queue-name"));
        return Stream.concat(others, Stream.of(more)).toArray(String[]::new);
    }
}
