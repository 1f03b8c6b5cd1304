package dev.jwebhooks.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table of a run, printed and written when it is over. */
final class FaultReport {
    private static final String HEAD = """
        | fault | times | accepted | refused | no answer | deliveries | delivered | spent | duplicates | under way | lost |
        |---|---|---|---|---|---|---|---|---|---|---|
        """;

    private final List<Round.Result> results = new ArrayList<>();

    void add(Round.Result result) {
        results.add(result);
        System.out.print(line(result));
    }

    private static String line(Round.Result result) {
        return "| %s | %d %s"
                .formatted(result.fault(), result.times(), result.verdict().cells());
    }

    void write(Path file, String title) {
        String table =
                title + "\n\n" + HEAD + results.stream().map(FaultReport::line).collect(Collectors.joining());
        System.out.println(table);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, table);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
