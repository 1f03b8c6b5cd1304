package dev.jwebhooks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.OwnBroker;
import dev.jwebhooks.service.OwnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two instances under steady load and one fault after the other; {@code ./mvnw -Psoak verify}, see docs/soak.md. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "figures of processes are those of Linux")
class SoakRun {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));
    private static final int TRIGGERS_PER_SECOND = Integer.getInteger("soak.rate", 300);
    private static final boolean ON_RABBIT = Boolean.parseBoolean(System.getProperty("soak.rabbit", "true"));

    /** All of the heap is there from the start, so that resident memory tells of what is beside it. */
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    @Test
    void all_is_delivered_and_nothing_grows_under_steady_load_and_many_faults() throws IOException {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.printf("soak: -Dfaults.seed=%d repeats its faults%n", seed);
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path folder = Files.createTempDirectory(target, "Soak-");
        OwnBroker broker = ON_RABBIT ? OwnBroker.start(folder).orElse(null) : null;
        try (Cluster cluster = Cluster.start(folder, OwnPostgres.start(folder), broker, JVM)) {
            run(cluster, new Random(seed), target.resolve("soak.md"));
        }
    }

    private static void run(Cluster cluster, Random random, Path report) {
        Soak soak = new Soak(LENGTH, TRIGGERS_PER_SECOND, faults(cluster.hasBroker()));
        Verdict verdict = null;
        try {
            verdict = new Round(cluster, TRIGGERS_PER_SECOND, random).run(soak).verdict();
        } finally {
            SoakReport.write(report, title(cluster), soak, verdict);
        }
        assertThat(soak.wrongs()).isEmpty();
        assertThat(verdict.wrongs()).isEmpty();
    }

    private static String title(Cluster cluster) {
        return "Soak of %d min, %d triggers a second, the queue %s"
                .formatted(
                        LENGTH.toMinutes(),
                        TRIGGERS_PER_SECOND,
                        cluster.hasBroker() ? "on RabbitMQ" : "in the process");
    }

    private static List<Fault> faults(boolean hasBroker) {
        List<Fault> faults = new ArrayList<>(List.of(
                new Killed(false, 1),
                new Killed(true, 1),
                new DatabaseCrash(1),
                new ConnectionsCut(5),
                new StatementTimeout(),
                new FullDisk(),
                new LongLock(),
                new Frozen(1),
                new NameMoved(),
                new ClockMoved(Duration.ofSeconds(15)),
                new ClockMoved(Duration.ofSeconds(-15)),
                new OneClockMoved(Duration.ofSeconds(15)),
                new OneClockMoved(Duration.ofSeconds(-15))));
        if (hasBroker) {
            faults.addAll(List.of(
                    new BrokerCrash(1),
                    new QueueDeleted(1),
                    new QueuePurged(5),
                    new QueueFull(),
                    new MemoryAlarm(),
                    new BrokerConnectionsClosed(2),
                    new GarbageMessages(2)));
        }
        return faults;
    }
}
