package dev.jwebhooks.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as Markdown, to be pasted into docs/performance.md. */
final class Table {
    private static final List<String> PARTS = List.of("service", "postgresql", "rabbitmq", "driver and sink");

    private final Result direct;
    private final Map<String, Result> results;

    Table(Result direct, Map<String, Result> results) {
        this.direct = direct;
        this.results = results;
    }

    String figures() {
        StringBuilder text = new StringBuilder("""
            | scenario | figure | median | spread | of direct | asked for |
            |---|---|---|---|---|---|
            """);
        direct.samples().forEach((figure, samples) -> line(text, "direct", figure, samples, ""));
        results.forEach((scenario, result) -> result.goals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(goal -> line(text, scenario, goal.getKey(), result.of(goal.getKey()), goal.getValue())));
        return text.toString();
    }

    private void line(StringBuilder text, String scenario, String figure, List<Double> samples, Object goal) {
        if (samples.isEmpty()) {
            return;
        }
        double median = Result.median(samples);
        String missed = goal instanceof Goal known && !known.metBy(median) ? " (missed)" : "";
        text.append("| %s | %s | %s | %s to %s | %s | %s |%n"
                .formatted(
                        scenario,
                        figure,
                        number(median),
                        number(Collections.min(samples)),
                        number(Collections.max(samples)),
                        ofDirect(figure, median),
                        goal + missed));
    }

    /** Of a rate: what part it is of what the driver itself posts. */
    private String ofDirect(String figure, double median) {
        return switch (figure) {
            case "accepted/s", "delivered/s" -> "%.1f %%".formatted(100 * median / direct.median(Direct.POSTS));
            case "MB/s" -> "%.1f %%".formatted(100 * median / direct.median(Direct.MEGABYTES));
            default -> "";
        };
    }

    /** Who used the processors, in percent of all of them. */
    String shares() {
        StringBuilder text = new StringBuilder("""
            | scenario | service | PostgreSQL | RabbitMQ | driver and sink |
            |---|---|---|---|---|
            """);
        results.forEach((scenario, result) -> result.samples().keySet().stream()
                .filter(figure -> figure.endsWith("cpu % service"))
                .map(figure -> figure.substring(0, figure.length() - "cpu % service".length()))
                .forEach(prefix -> shares(text, scenario, prefix, result)));
        return text.toString();
    }

    private static void shares(StringBuilder text, String scenario, String prefix, Result result) {
        text.append("| ").append(scenario);
        if (!prefix.isEmpty()) {
            text.append(", ").append(prefix.replace(": ", ""));
        }
        for (String part : PARTS) {
            text.append(" | ").append(Math.round(result.median(prefix + "cpu % " + part)));
        }
        text.append(" |\n");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }
}
