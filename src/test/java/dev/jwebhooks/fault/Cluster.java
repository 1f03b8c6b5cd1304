package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.OwnBroker;
import dev.jwebhooks.service.OwnPostgres;
import dev.jwebhooks.service.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances of the service in processes of their own, on a PostgreSQL and perhaps a RabbitMQ that faults may hit. */
final class Cluster implements AutoCloseable {
    /** Short enough that a fault outlasts it, long enough for a busy machine. */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** How often a delivery is attempted before it is given up. */
    static final int MOST_ATTEMPTS = 7;

    static final String QUEUE = "faults";

    private final Path folder;
    private final OwnPostgres postgres;
    private final String databaseUrl;
    private final @Nullable OwnBroker broker;
    private final Names names;
    private final List<String> jvm;
    private final List<ServiceProcess> instances = new ArrayList<>();
    private final List<ServiceProcess> ended = new ArrayList<>();

    private Cluster(Path folder, OwnPostgres postgres, @Nullable OwnBroker broker, List<String> jvm) {
        this.folder = folder;
        this.postgres = postgres;
        this.broker = broker;
        this.names = Names.in(folder);
        this.jvm = Stream.concat(jvm.stream(), names.options().stream()).toList();
        this.databaseUrl = postgres.create("faults");
    }

    /** Two instances. */
    static Cluster start(Path folder, OwnPostgres postgres, @Nullable OwnBroker broker, List<String> jvm) {
        Cluster cluster = new Cluster(folder, postgres, broker, jvm);
        // One after the other: the first makes the tables.
        cluster.instances.add(cluster.launch().awaitHealthy());
        cluster.instances.add(cluster.launch().awaitHealthy());
        return cluster;
    }

    private ServiceProcess launch() {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=postgres",
                "--jwebhooks.delivery.poll-interval=100ms",
                "--jwebhooks.delivery.request-timeout=1s",
                "--jwebhooks.delivery.lease=" + LEASE.toSeconds() + "s",
                "--jwebhooks.delivery.circuit-longest-pause=2s",
                "--jwebhooks.delivery.retry-schedule=200ms,500ms,1s,1s,2s,2s",
                // Accounts whose endpoints fail on purpose keep getting posts.
                "--jwebhooks.delivery.max-failed-count=1000000000",
                "--jwebhooks.delivery.queue-name=" + QUEUE,
                "--jwebhooks.trigger.poll-interval=500ms"));
        if (broker != null) {
            arguments.addAll(broker.settings());
        }
        return ServiceProcess.start(MovableClock.class, folder, jvm, arguments);
    }

    int size() {
        return instances.size();
    }

    ServiceProcess instance(int number) {
        return instances.get(number);
    }

    List<Long> pids() {
        return instances.stream().map(ServiceProcess::pid).toList();
    }

    Api api(int number) {
        return instances.get(number).api();
    }

    void kill(int number) {
        instances.get(number).kill();
        ended.add(instances.get(number));
    }

    /** Starts it after a kill; it takes some seconds until it is healthy. */
    void startAgain(int number) {
        instances.set(number, launch());
    }

    void awaitHealthy() {
        instances.forEach(ServiceProcess::awaitHealthy);
    }

    /** The lines with that part which all instances, also those that were killed, wrote to their logs. */
    List<String> linesWith(String part) {
        return Stream.concat(ended.stream(), instances.stream())
                .flatMap(instance -> instance.linesWith(part).stream())
                .toList();
    }

    void moveClock(Duration ahead) {
        MovableClock.moveIn(folder, ahead);
    }

    void moveClock(int number, Duration ahead) {
        MovableClock.moveIn(folder, instances.get(number).port(), ahead);
    }

    Names names() {
        return names;
    }

    OwnPostgres postgres() {
        return postgres;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    boolean hasBroker() {
        return broker != null;
    }

    OwnBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("This cluster has no broker");
        }
        return broker;
    }

    @Override
    public void close() {
        instances.forEach(ServiceProcess::kill);
        if (broker != null) {
            broker.close();
        }
        postgres.close();
    }
}
