package dev.jwebhooks.fault;

import dev.jwebhooks.fault.Stored.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Compares the last quarter of a soak with its second quarter, figure by figure; the first is for warming up. */
final class Flatness {
    /** Fewer figures in a quarter tell nothing. */
    private static final int FEWEST = 3;

    private static final double MOST_DUE_INDEX_MB = 64;

    private final List<Sample> middle;
    private final List<Sample> last;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * A figure's medians.
     *
     * @param middle of the second quarter; empty where there is too little to judge by, as is the last one
     * @param most what the last one may be
     */
    record Figure(String name, OptionalDouble middle, OptionalDouble last, double most) {
        boolean isJudged() {
            return middle.isPresent() && last.isPresent();
        }

        boolean isFlat() {
            return !isJudged() || last.getAsDouble() <= most;
        }
    }

    /** An instance that was killed begins anew, so those of an age are compared. */
    private enum Age {
        UP_TO_2_MIN("30 s to 2 min", Duration.ZERO, Duration.ofMinutes(2)),
        UP_TO_5_MIN("2 to 5 min", Duration.ofMinutes(2), Duration.ofMinutes(5)),
        OLDER("older than 5 min", Duration.ofMinutes(5), Duration.ofDays(1));

        private final String words;
        private final Duration from;
        private final Duration to;

        Age(String words, Duration from, Duration to) {
            this.words = words;
            this.from = from;
            this.to = to;
        }

        boolean is(Vitals vitals) {
            return vitals.age().compareTo(from) >= 0 && vitals.age().compareTo(to) < 0;
        }
    }

    private Flatness(List<Sample> samples, Duration length) {
        this.middle = between(samples, length.dividedBy(4), length.dividedBy(2));
        this.last = between(samples, length.multipliedBy(3).dividedBy(4), length.plusDays(1));
    }

    private static List<Sample> between(List<Sample> samples, Duration from, Duration to) {
        return samples.stream()
                .filter(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) < 0)
                .toList();
    }

    static List<Figure> of(List<Sample> samples, Duration length) {
        Flatness flatness = new Flatness(samples, length);
        flatness.ofInstances();
        flatness.ofTables();
        return flatness.figures;
    }

    private void ofInstances() {
        for (Age age : Age.values()) {
            judge("resident MB, " + age.words, of(age, Vitals::residentMb), before -> before * 1.15);
            judge("heap MB, " + age.words, ofHeap(age), before -> before * 1.25 + 8);
        }
        judge("open files", ofAll(Vitals::descriptors), before -> before + 50);
        judge("threads", ofAll(Vitals::threads), before -> before + 20);
    }

    private void ofTables() {
        for (String growing : List.of("deliveries", "attempts", "triggered_webhooks")) {
            judge("bytes a row of " + growing, of(growing, Table::bytesPerRow), before -> before * 1.15);
        }
        for (String constant : List.of("accounts", "fan_outs")) {
            judge("MB of " + constant, of(constant, Table::megabytes), before -> before * 1.5 + 1);
        }
        judge(
                "MB of deliveries_due",
                stored(Stored::dueIndexMb),
                before -> Math.min(before * 1.5 + 8, MOST_DUE_INDEX_MB));
        judge("deliveries that wait", stored(Stored::waiting), before -> before * 2 + 5_000);
    }

    private void judge(String name, Function<Sample, DoubleStream> values, DoubleUnaryOperator most) {
        OptionalDouble before = median(middle, values);
        figures.add(new Figure(name, before, median(last, values), most.applyAsDouble(before.orElse(0))));
    }

    private static Function<Sample, DoubleStream> of(Age age, ToDoubleFunction<Vitals> value) {
        return sample -> sample.instances().stream().filter(age::is).mapToDouble(value);
    }

    private static Function<Sample, DoubleStream> ofHeap(Age age) {
        return sample ->
                sample.instances().stream().filter(age::is).flatMapToDouble(vitals -> vitals.heapMb().stream());
    }

    private static Function<Sample, DoubleStream> ofAll(ToDoubleFunction<Vitals> value) {
        return sample -> sample.instances().stream().mapToDouble(value);
    }

    private static Function<Sample, DoubleStream> of(String table, ToDoubleFunction<Table> value) {
        return stored(stored -> value.applyAsDouble(stored.table(table)));
    }

    private static Function<Sample, DoubleStream> stored(ToDoubleFunction<Stored> value) {
        return sample -> DoubleStream.of(value.applyAsDouble(sample.stored()));
    }

    private static OptionalDouble median(List<Sample> samples, Function<Sample, DoubleStream> values) {
        double[] sorted = samples.stream().flatMapToDouble(values).sorted().toArray();
        return sorted.length < FEWEST ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }
}
