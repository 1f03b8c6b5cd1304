package dev.jwebhooks.pywebhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the dump's entries: counts, the first few that were skipped, and a file with all that somebody has to
 * know of. The file has a line each: what happened, the table, which entry of its file it is, its id, and why.
 */
final class Journal implements AutoCloseable {
    private static final int MOST_SHOWN = 10;

    private final Path file;
    private final BufferedWriter lines;
    private final Map<DumpTable, Tally> tallies = new EnumMap<>(DumpTable.class);
    private final Map<String, Long> skippedBy = new TreeMap<>();
    private final Map<String, Long> remarkedBy = new TreeMap<>();
    private final List<String> firstSkipped = new ArrayList<>();

    private Journal(Path file, BufferedWriter lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Begins the file anew.
     *
     * @throws UnusableDump if it cannot be written
     */
    static Journal in(Path file) {
        try {
            Journal journal = new Journal(file, Files.newBufferedWriter(file, UTF_8));
            journal.line("what", "table", "entry", "id", "why");
            return journal;
        } catch (IOException unwritable) {
            throw new UnusableDump(
                    "%s cannot be written; start in a folder where it can, as it tells what is skipped".formatted(file),
                    unwritable);
        }
    }

    Tally tally(DumpTable table) {
        return tallies.computeIfAbsent(table, _ -> new Tally());
    }

    /** An entry that is not imported. The reason is one of few; the detail is said of this entry alone. */
    void skipped(DumpTable table, long entry, String id, String reason, String detail) {
        tally(table).countSkipped();
        skippedBy.merge(table + ": " + reason, 1L, Long::sum);
        String why = detail.isEmpty() ? reason : reason + " (" + detail + ")";
        if (firstSkipped.size() < MOST_SHOWN) {
            firstSkipped.add("%s, entry %d%s: %s".formatted(table, entry, id.isEmpty() ? "" : ", " + id, why));
        }
        line("skipped", table.toString(), Long.toString(entry), id, why);
    }

    /** An entry that is imported, or is here already, and of which somebody has to know more. */
    void remark(DumpTable table, long entry, String id, String remark) {
        remarkedBy.merge(table + ": " + remark, 1L, Long::sum);
        line("remark", table.toString(), Long.toString(entry), id, remark);
    }

    private void line(String... cells) {
        try {
            lines.write(String.join("\t", cells).replace('\n', ' ').replace('\r', ' '));
            lines.write('\n');
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    Path file() {
        return file;
    }

    Map<String, Long> skippedBy() {
        return skippedBy;
    }

    Map<String, Long> remarkedBy() {
        return remarkedBy;
    }

    List<String> firstSkipped() {
        return firstSkipped;
    }

    long skipped() {
        return tallies.values().stream().mapToLong(Tally::skipped).sum();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
