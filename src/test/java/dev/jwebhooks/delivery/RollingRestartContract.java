package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two instances, one after the other stopped and started again under load: neither callers nor receivers notice. */
@ResourceLock("rolling restart") // one at a time: each keeps the machine busy
abstract class RollingRestartContract {
    private static final int PUBLISHERS = 4;
    private static final int SUBSCRIBERS_EACH = 3;
    private static final int USUAL_ANSWER_MS = 300;
    private static final Duration DRAIN = Duration.ofSeconds(1);
    /** Of one answer in ten. Longer than a drain, or no request would be under way when it is over. */
    private static final int SLOWEST_ANSWER_MS = 2_000;
    /** A busy machine's share of a stop: what is left to record, connections to close, the end of the JVM. */
    private static final Duration REST_OF_A_STOP = Duration.ofSeconds(12);
    /** Longer than all of that, so that a stop that waits for nothing until it is over is noticed. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration LEASE = Duration.ofSeconds(90);
    /** What the JVM ends with after a SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    private final String databaseUrl = Databases.migrated();
    private final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource(databaseUrl + "&currentSchema=jwebhooks", "postgres", ""));
    private final Receiver receiver = Receiver.start();
    private final Balancer balancer = new Balancer();
    private final List<ServiceProcess> instances = new ArrayList<>();
    private final int triggersPerSecond;

    RollingRestartContract(int triggersPerSecond) {
        this.triggersPerSecond = triggersPerSecond;
    }

    /** Which queue the instances use. */
    abstract List<String> queueSettings();

    @AfterEach
    void end() {
        balancer.close();
        instances.forEach(ServiceProcess::kill);
        receiver.close();
    }

    @Test
    void every_call_is_answered_and_every_delivery_made_once() {
        ServiceProcess first = launch();
        ServiceProcess second = launch();
        awaitReady(first);
        awaitReady(second);
        List<Publisher> publishers = publishers(first.api());
        SteadyTriggers load = SteadyTriggers.start(balancer, publishers, triggersPerSecond);
        try (load) {
            awaitLoadOn(first, second);
            underLoad(first, second);
        }

        assertThat(load.failed()).isEmpty();
        assertEachIsDeliveredOnce(load.triggered());
    }

    /** One after the other, by a new instance each. */
    void underLoad(ServiceProcess first, ServiceProcess second) {
        stop(first);
        ServiceProcess newFirst = startAnother();
        awaitLoadOn(newFirst, second);
        stop(second);
        ServiceProcess newSecond = startAnother();
        awaitLoadOn(newFirst, newSecond);
    }

    private ServiceProcess launch() {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=postgres",
                "--jwebhooks.web.drain=" + DRAIN.toMillis() + "ms",
                "--jwebhooks.delivery.stop-timeout=" + STOP_TIMEOUT.toSeconds() + "s",
                "--jwebhooks.delivery.lease=" + LEASE.toSeconds() + "s"));
        arguments.addAll(queueSettings());
        ServiceProcess instance = ServiceProcess.start(JWebhooks.class, folder, arguments);
        instances.add(instance);
        return instance;
    }

    private void awaitReady(ServiceProcess instance) {
        instance.awaitHealthy();
        balancer.add(instance);
    }

    void stop(ServiceProcess instance) {
        long start = System.nanoTime();
        assertThat(instance.stop()).as(instance.output()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(DRAIN, DRAIN.plusMillis(SLOWEST_ANSWER_MS).plus(REST_OF_A_STOP));
        assertThat(instance.output()).doesNotContain("WARN", "ERROR");
    }

    private ServiceProcess startAnother() {
        ServiceProcess next = launch();
        awaitReady(next);
        return next;
    }

    private List<Publisher> publishers(Api api) {
        List<Publisher> publishers = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            TestAccount account = api.account(receiver.url("/publisher"));
            Publisher publisher = new Publisher(account, api.register(account, "e", "{}"));
            for (int j = 0; j < SUBSCRIBERS_EACH; j++) {
                String path = "/s/" + i + "/" + j;
                receiver.answer(path, RollingRestartContract::afterAWhile);
                api.subscribe(api.account(receiver.url(path)), publisher.registration());
            }
            publishers.add(publisher);
        }
        return publishers;
    }

    private static int afterAWhile(Received post) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int millis = random.nextInt(10) == 0 ? SLOWEST_ANSWER_MS : random.nextInt(USUAL_ANSWER_MS);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        return 200;
    }

    /** As many as come to each of two in a second and a half. */
    void awaitLoadOn(ServiceProcess... instances) {
        for (ServiceProcess instance : instances) {
            int enough = balancer.calls(instance) + triggersPerSecond * 3 / 4;
            await().atMost(Duration.ofSeconds(20)).until(() -> balancer.calls(instance) >= enough);
        }
    }

    private void assertEachIsDeliveredOnce(List<String> triggered) {
        int expected = triggered.size() * SUBSCRIBERS_EACH;
        // Well within a lease, so that none had to wait for the end of one that a stop forgot.
        await().atMost(LEASE.dividedBy(3)).until(() -> receiver.all().size() >= expected && pending() == 0);

        assertThat(receiver.all().stream().map(Received::deliveryId))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ids("select id from deliveries"));
        assertThat(ids("select id from triggered_webhooks")).containsExactlyInAnyOrderElementsOf(triggered);
        assertThat(ids("""
            select triggered_id from deliveries where state = 'succeeded' and attempts = 1
            group by triggered_id having count(*) = %d
            """.formatted(SUBSCRIBERS_EACH))).hasSameSizeAs(triggered);
        assertThat(count("select count(*) from attempts_made where status = 200"))
                .isEqualTo(expected);
        assertThat(count("select count(*) from attempts_made")).isEqualTo(expected);
    }

    private int pending() {
        return count("select count(*) from deliveries where state = 'pending'");
    }

    private int count(String sql) {
        return database.sql(sql).query(Integer.class).single();
    }

    private List<String> ids(String sql) {
        return database.sql(sql).query(String.class).list();
    }
}
