package dev.jwebhooks.pywebhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of PyWebhooks' tables, as {@code rethinkdb export} lays them out: {@code DATABASE/TABLE.json}, or
 * {@code .ndjson} or {@code .csv}. Other files, such as {@code TABLE.info}, say nothing of the records.
 */
record Dump(Map<DumpTable, Path> files) {
    private static final List<String> FORMATS = List.of(".json", ".ndjson", ".csv");

    /** How far a folder of a database may be below the one that is named: that of the dump stands in between. */
    private static final int DEEPEST = 2;

    /**
     * The dump in a folder: that of the database itself, or one that holds it.
     *
     * @throws UnusableDump if there is none, or more than one
     */
    static Dump find(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnusableDump(
                    "%s is no folder; name the one that rethinkdb export made, or unpack a dump first: tar xzf FILE"
                            .formatted(folder));
        }
        List<Path> databases = databases(folder);
        if (databases.size() > 1) {
            throw new UnusableDump("%s holds several databases; name the folder of one: %s"
                    .formatted(folder, databases.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
        if (databases.isEmpty()) {
            throw new UnusableDump("%s holds no table of PyWebhooks; one of %s is expected in it"
                    .formatted(folder, List.of(DumpTable.values())));
        }
        return of(databases.getFirst());
    }

    private static List<Path> databases(Path folder) {
        try (Stream<Path> below = Files.walk(folder, DEEPEST)) {
            return below.filter(Files::isDirectory)
                    .filter(database -> !of(database).files.isEmpty())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnusableDump("%s cannot be read (%s)".formatted(folder, unreadable.getMessage()), unreadable);
        }
    }

    private static Dump of(Path database) {
        Map<DumpTable, Path> files = new EnumMap<>(DumpTable.class);
        for (DumpTable table : DumpTable.values()) {
            List<Path> formats = FORMATS.stream()
                    .map(format -> database.resolve(table + format))
                    .filter(Files::isRegularFile)
                    .toList();
            if (formats.size() > 1) {
                throw new UnusableDump(
                        "%s has the table %s twice; move one of %s away".formatted(database, table, formats));
            }
            formats.forEach(file -> files.put(table, file));
        }
        return new Dump(files);
    }

    /** The size of a table's file; 0 where there is none. */
    long bytes(DumpTable table) {
        Path file = files.get(table);
        try {
            return file == null ? 0 : Files.size(file);
        } catch (IOException unreadable) {
            throw new UnusableDump("%s cannot be read (%s)".formatted(file, unreadable.getMessage()), unreadable);
        }
    }

    /** The size of all files. */
    long bytes() {
        return files.keySet().stream().mapToLong(this::bytes).sum();
    }
}
