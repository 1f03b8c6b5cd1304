package dev.jwebhooks.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/** One fault under steady load, from the first trigger to the last delivery, and then the audit. */
final class Round {
    private static final Duration LONGEST_REST = Duration.ofSeconds(90);

    /** Many times what passes between a request and its record while all is well. */
    private static final Duration UNDER_WAY = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Records records;
    private final double triggersPerSecond;
    private final Random random;

    Round(Cluster cluster, double triggersPerSecond, Random random) {
        this.cluster = cluster;
        this.records = new Records(cluster.databaseUrl());
        this.triggersPerSecond = triggersPerSecond;
        this.random = random;
    }

    /** What came of it, and how often the fault happened. */
    record Result(String fault, int times, Verdict verdict) {}

    Result run(Fault fault) {
        Ledger ledger = new Ledger();
        try (Endpoints endpoints = Endpoints.start(ledger, new Random(random.nextLong()))) {
            Population population = fault.populate(cluster.api(0), endpoints);
            Load load = Load.start(cluster, population, triggersPerSecond);
            Scene scene =
                    new Scene(cluster, endpoints, load.accepted(), ledger, records, random, mostUnderWay(population));
            Audit audit = new Audit(load.accepted(), population, ledger);
            int times = underLoad(load, fault, scene);
            audit.wrong("failed_count", records.wronglyCounted(population.neverSucceeding()));
            audit.wrong("failed_count", records.miscounted(population.sometimesSucceeding()));
            endpoints.heal();
            comeToRest(population, audit);
            load.fireEachOnce();
            comeToRest(population, audit);
            audit.wrong("failed_count", records.stillCounted(population.accounts()));
            fault.verify(scene, times);
            return new Result(fault.name(), times, audit.of(records, SecondRequests.toldBy(cluster)));
        }
    }

    private int mostUnderWay(Population population) {
        return (int) (triggersPerSecond * population.subscribersEach() * UNDER_WAY.toMillis() / 1_000);
    }

    private int underLoad(Load load, Fault fault, Scene scene) {
        try (load) {
            await().atMost(Duration.ofSeconds(30)).until(() -> load.accepted().count() > triggersPerSecond);
            int times = fault.inject(scene);
            cluster.awaitHealthy();
            Pause.millis(1_000);
            return times;
        }
    }

    private void comeToRest(Population population, Audit audit) {
        try {
            await().atMost(LONGEST_REST)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> records.unfinished(population.registrations()) == 0);
        } catch (ConditionTimeoutException restless) {
            audit.wrong("after %s %d deliveries still wait"
                    .formatted(LONGEST_REST, records.unfinished(population.registrations())));
        }
    }
}
