package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One fault after the other for a long time, in an order and at moments that are random, with calm in between in which
 * all is well again and the cluster is measured. Endpoints that mean ill are there from the first trigger on.
 */
final class Soak implements Fault {
    private static final int LONGEST_WAIT_MS = 5_000;
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(10);
    /** Longer than callers wait for an answer: those that a fault kept waiting are told by then. */
    private static final Duration RECOVERY = Duration.ofSeconds(7);

    /** So seldom does each hostile endpoint get a delivery that all of its attempts can be made meanwhile. */
    private static final int SECONDS_BETWEEN_HOSTILE = 15;

    private final Duration length;
    private final int triggersPerSecond;
    private final List<Fault> faults;
    private final Map<Fault, Integer> times = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();
    private long began;

    Soak(Duration length, int triggersPerSecond, List<Fault> faults) {
        this.length = length;
        this.triggersPerSecond = triggersPerSecond;
        this.faults = List.copyOf(faults);
    }

    @Override
    public String name() {
        return "soak of %d min".formatted(length.toMinutes());
    }

    /** Each subscriber that only means ill is one of a publisher that fires seldom: others go on at their rate. */
    @Override
    public Population populate(Api api, Endpoints endpoints) {
        Names.ADDRESSES.forEach(endpoints::listenOn);
        List<Manner> usual = List.of(Manner.HEALTHY, Manner.HEALTHY, Manner.MOVING, Manner.FLAKY, Manner.MOODY);
        List<List<Manner>> publishers = new ArrayList<>(Collections.nCopies(PUBLISHERS, usual));
        for (int i = 0; i < 2; i++) {
            publishers.add(Manner.HOSTILE.subList(0, 5));
            publishers.add(Manner.HOSTILE.subList(5, 10));
            publishers.add(List.of(Manner.HANG, Manner.ERROR, Manner.ERROR, Manner.ERROR, Manner.RESET));
        }
        return Population.create(api, endpoints, publishers)
                .seldom(PUBLISHERS, triggersPerSecond * SECONDS_BETWEEN_HOSTILE);
    }

    @Override
    public int inject(Scene scene) {
        began = System.nanoTime();
        calm(scene, "the start");
        for (List<Fault> left = new ArrayList<>(); elapsed().compareTo(length) < 0; ) {
            if (left.isEmpty()) {
                // Each comes once before any comes again.
                left.addAll(faults);
            }
            Fault next = left.remove(scene.random().nextInt(left.size()));
            scene.pauseUpTo(LONGEST_WAIT_MS);
            System.out.printf("%4d s: %s%n", elapsed().toSeconds(), next.name());
            times.merge(next, next.inject(scene), Integer::sum);
            scene.cluster().awaitHealthy();
            calm(scene, next.name());
        }
        return total();
    }

    private void calm(Scene scene, String after) {
        Pause.of(RECOVERY);
        int refused = notAccepted(scene);
        Pause.of(SAMPLE_EVERY.minus(RECOVERY));
        for (int i = 0; i < 2; i++) {
            scene.cluster().awaitHealthy();
            samples.add(Sample.take(elapsed(), scene.cluster(), scene.records()));
            Pause.of(i == 0 ? SAMPLE_EVERY : Duration.ZERO);
        }
        if (notAccepted(scene) > refused) {
            wrongs.add("%d triggers were not accepted in the calm after %s, at %d s"
                    .formatted(notAccepted(scene) - refused, after, elapsed().toSeconds()));
        }
    }

    private static int notAccepted(Scene scene) {
        return scene.accepted().refusedCount() + scene.accepted().unknownCount();
    }

    @Override
    public void verify(Scene scene, int all) {
        times.forEach((fault, count) -> {
            try {
                fault.verify(scene, count);
            } catch (AssertionError wrong) {
                wrongs.add("%s: %s".formatted(fault.name(), wrong.getMessage()));
            }
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private int total() {
        return times.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each fault happened. */
    Map<String, Integer> times() {
        return times.entrySet().stream()
                .collect(Collectors.toMap(
                        fault -> fault.getKey().name(), Map.Entry::getValue, (_, _) -> 0, LinkedHashMap::new));
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    List<Flatness.Figure> figures() {
        return Flatness.of(samples, length);
    }

    /** All that was not as it has to be, beside what the audit found. */
    List<String> wrongs() {
        Stream<String> steep =
                figures().stream().filter(figure -> !figure.isFlat()).map(figure -> "not flat: " + figure);
        return Stream.concat(wrongs.stream(), steep).toList();
    }
}
