package dev.jwebhooks.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario found: for each of its figures the samples, and whatever explains them. */
final class Result {
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();

    void add(String figure, double sample) {
        samples.computeIfAbsent(figure, _ -> new ArrayList<>()).add(sample);
    }

    void note(String name, Object value) {
        notes.put(name, value);
    }

    Map<String, List<Double>> samples() {
        return samples;
    }

    Map<String, Object> notes() {
        return notes;
    }

    double median(String figure) {
        return median(samples.getOrDefault(figure, List.of()));
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
