package dev.jwebhooks.pywebhooks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** What an import tells at its end. */
final class Report {
    private final PrintStream out;
    private final Journal journal;

    Report(PrintStream out, Journal journal) {
        this.out = out;
        this.journal = journal;
    }

    void print(String title, boolean dryRun) {
        out.println(title);
        out.println(row("", "read", dryRun ? "to import" : "imported", "already there", "skipped"));
        for (DumpTable table : DumpTable.values()) {
            Tally tally = journal.tally(table);
            out.println(row(
                    table.toString(),
                    number(tally.read()),
                    number(tally.imported()),
                    number(tally.alreadyThere()),
                    number(tally.skipped())));
        }
        printReasons("To know:", journal.remarkedBy());
        printReasons("Skipped, and why:", journal.skippedBy());
        if (!journal.firstSkipped().isEmpty()) {
            out.println("The first of them:");
            journal.firstSkipped().forEach(skipped -> out.println("  " + skipped));
        }
        if (!journal.remarkedBy().isEmpty() || !journal.firstSkipped().isEmpty()) {
            out.println("All of them are in " + journal.file());
        }
    }

    private void printReasons(String title, Map<String, Long> reasons) {
        if (!reasons.isEmpty()) {
            out.println(title);
            reasons.forEach((reason, count) -> out.println("  " + number(count) + "  " + reason));
        }
    }

    private static String row(String table, String read, String imported, String alreadyThere, String skipped) {
        return String.format("%-20s%12s%12s%16s%12s", table, read, imported, alreadyThere, skipped);
    }

    /** The same in every country, so that scripts can read it. */
    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
