package dev.jwebhooks.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario found: for each of its figures the samples, what they should reach, and whatever explains them. */
final class Result {
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private final Map<String, Goal> goals = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    void add(String figure, double sample) {
        samples.computeIfAbsent(figure, _ -> new ArrayList<>()).add(sample);
    }

    /** The figure stands in the table. */
    void goal(String figure, Goal goal) {
        goals.put(figure, goal);
    }

    /** One figure in percent of another, sample by sample: those of one round belong together. */
    void ratio(String figure, String part, String whole) {
        for (int i = 0; i < of(part).size(); i++) {
            add(figure, 100 * of(part).get(i) / of(whole).get(i));
        }
    }

    void note(String name, Object value) {
        notes.put(name, value);
    }

    /** A count that anything but zero makes a fault. */
    void mustBeNone(String name, long count) {
        if (count != 0) {
            notes.put(name, count);
            faults.add(name + ": " + count);
        }
    }

    List<Double> of(String figure) {
        return samples.getOrDefault(figure, List.of());
    }

    Map<String, List<Double>> samples() {
        return samples;
    }

    Map<String, Goal> goals() {
        return goals;
    }

    Map<String, Object> notes() {
        return notes;
    }

    List<String> faults() {
        return faults;
    }

    /** The figures whose median misses the bound, and those that were not measured. */
    List<String> misses() {
        return goals.entrySet().stream()
                .filter(goal -> !goal.getValue().metBy(median(goal.getKey())))
                .map(goal -> "%s: %s, not %s".formatted(goal.getKey(), told(goal.getKey()), goal.getValue()))
                .toList();
    }

    private String told(String figure) {
        return of(figure).isEmpty() ? "not measured" : Table.number(median(figure));
    }

    /** Not a number where it was not measured, which meets no goal. */
    double median(String figure) {
        return median(of(figure));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
