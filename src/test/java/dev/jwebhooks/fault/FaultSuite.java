package dev.jwebhooks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.OwnBroker;
import dev.jwebhooks.service.OwnPostgres;
import dev.jwebhooks.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults one after the other on one cluster; after one that failed the next gets a cluster of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultSuite {
    private static final int TRIGGERS_PER_SECOND = Integer.getInteger("faults.rate", 60);

    private final FaultReport report = new FaultReport();
    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private @Nullable Cluster cluster;

    abstract Stream<Fault> faults();

    /** One of its own in that folder, or null to keep the queue in the processes. */
    abstract @Nullable OwnBroker broker(Path folder);

    private String title() {
        return getClass().getSimpleName();
    }

    @BeforeAll
    void tellSeed() {
        System.out.printf("%s: -Dfaults.seed=%d repeats it%n", title(), seed);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everything_accepted_is_delivered_after(Fault fault) throws IOException {
        Cluster current = cluster == null ? start() : cluster;
        cluster = current;
        boolean whole = false;
        try {
            Round.Result result = new Round(current, TRIGGERS_PER_SECOND, random).run(fault);
            report.add(result);
            assertThat(result.verdict().wrongs()).isEmpty();
            whole = true;
        } finally {
            if (!whole) {
                closeCluster();
            }
        }
    }

    /** What it writes stays in the folder, to be read after a failure. */
    private Cluster start() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path folder = Files.createTempDirectory(target, title() + "-");
        OwnBroker broker = broker(folder);
        return Cluster.start(folder, OwnPostgres.start(folder), broker, ServiceProcess.SOON_UP);
    }

    @AfterAll
    void tell() {
        closeCluster();
        report.write(Path.of("target", title() + ".md"), title());
    }

    private void closeCluster() {
        Cluster last = cluster;
        cluster = null;
        if (last != null) {
            last.close();
        }
    }
}
