package dev.jwebhooks.fault;

import dev.jwebhooks.fault.Flatness.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A soak as Markdown: what grew, what was judged, what went wrong and what became of what was accepted. */
final class SoakReport {
    private static final Duration LINE_EVERY = Duration.ofMinutes(2);
    private static final int FEWEST_LINES = 12;

    private static final String SAMPLES = """

        | minute | RSS MB | heap MB | open files | threads | rows of deliveries | bytes a delivery | bytes an attempt | bytes a trigger | deliveries_due MB | waiting | accounts MB | fan_outs MB | dead deliveries | dead accounts |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;
    private static final String FIGURES = """

        | median of | second quarter | last quarter | at most | |
        |---|---|---|---|---|
        """;
    private static final String FAULTS = """

        | fault | times |
        |---|---|
        """;
    private static final String AUDIT = """

        | accepted | refused | no answer | deliveries | delivered | spent | duplicates | under way | lost |
        |---|---|---|---|---|---|---|---|---|
        """;

    private SoakReport() {}

    /** Without a verdict when the soak broke off. */
    static void write(Path file, String title, Soak soak, @Nullable Verdict verdict) {
        String text = "# " + title + "\n"
                + SAMPLES + lines(soak.samples())
                + FIGURES + soak.figures().stream().map(SoakReport::line).collect(Collectors.joining())
                + FAULTS
                + soak.times().entrySet().stream()
                        .map(fault -> "| %s | %d |%n".formatted(fault.getKey(), fault.getValue()))
                        .collect(Collectors.joining())
                + AUDIT + (verdict == null ? "" : verdict.cells())
                + wrongs(soak, verdict);
        System.out.println(text);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** One each two minutes, or more of a short one. */
    private static String lines(List<Sample> samples) {
        if (samples.isEmpty()) {
            return "";
        }
        Duration end = samples.getLast().at();
        long lines = Math.max(FEWEST_LINES, end.dividedBy(LINE_EVERY));
        long every = Math.max(1, samples.size() / lines);
        return IntStream.range(0, samples.size())
                .filter(i -> i % every == every - 1)
                .mapToObj(i -> line(samples.get(i)))
                .collect(Collectors.joining());
    }

    private static String line(Sample sample) {
        Stored stored = sample.stored();
        return String.format(
                Locale.ROOT,
                "| %.1f | %s | %s | %s | %s | %d | %.0f | %.0f | %.0f | %.1f | %d | %.1f | %.1f | %d | %d |%n",
                sample.at().toSeconds() / 60.0,
                each(sample, vitals -> tenths(vitals.residentMb())),
                each(sample, vitals -> told(vitals.heapMb())),
                each(sample, vitals -> Integer.toString(vitals.descriptors())),
                each(sample, vitals -> Integer.toString(vitals.threads())),
                stored.table("deliveries").rows(),
                stored.table("deliveries").bytesPerRow(),
                stored.table("attempts").bytesPerRow(),
                stored.table("triggered_webhooks").bytesPerRow(),
                stored.dueIndexMb(),
                stored.waiting(),
                stored.table("accounts").megabytes(),
                stored.table("fan_outs").megabytes(),
                stored.table("deliveries").dead(),
                stored.table("accounts").dead());
    }

    private static String each(Sample sample, Function<Vitals, String> figure) {
        return sample.instances().stream().map(figure).collect(Collectors.joining(", "));
    }

    private static String line(Figure figure) {
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(
                        figure.name(),
                        told(figure.middle()),
                        told(figure.last()),
                        figure.isJudged() ? tenths(figure.most()) : "",
                        figure.isJudged() ? (figure.isFlat() ? "flat" : "**not flat**") : "too few to tell");
    }

    private static String wrongs(Soak soak, @Nullable Verdict verdict) {
        String wrongs = Stream.concat(
                        soak.wrongs().stream(), verdict == null ? Stream.of("it broke off") : verdict.wrongs().stream())
                .map("- %s%n"::formatted)
                .collect(Collectors.joining());
        return wrongs.isEmpty() ? "" : "\nNot as promised:\n\n" + wrongs;
    }

    private static String told(OptionalDouble figure) {
        return figure.isPresent() ? tenths(figure.getAsDouble()) : "";
    }

    private static String tenths(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }
}
