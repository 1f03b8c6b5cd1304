package dev.jwebhooks.fault;

import java.time.Duration;
import java.util.List;

/**
 * How everything was at one moment of a soak.
 *
 * @param at since its beginning
 * @param instances those that are not young any more
 */
record Sample(Duration at, List<Vitals> instances, Stored stored) {
    private static final Duration YOUNG = Duration.ofSeconds(30);

    static Sample take(Duration at, Cluster cluster, Records records) {
        List<Vitals> instances = cluster.pids().stream()
                .flatMap(pid -> Vitals.of(pid).stream())
                .filter(vitals -> vitals.age().compareTo(YOUNG) > 0)
                .toList();
        return new Sample(at, instances, records.stored());
    }
}
