package dev.jwebhooks.pywebhooks;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Shows how far an import has come: a bar that is drawn over on a terminal, else a line from time to time. */
final class Progress {
    private static final Duration BETWEEN_BARS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private final long bytes;
    private Instant shown;
    private long ended;

    /** @param bytes the size of all there is to read */
    Progress(PrintStream out, boolean terminal, Clock clock, long bytes) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.bytes = bytes;
        this.shown = clock.instant();
    }

    /** Told after each batch, with how much of the table's file is read; shown when it is time again. */
    void at(DumpTable table, long bytesRead, Tally tally) {
        Instant now = clock.instant();
        if (Duration.between(shown, now).compareTo(terminal ? BETWEEN_BARS : BETWEEN_LINES) >= 0) {
            shown = now;
            show(table, bytesRead, tally);
        }
    }

    /** Told at the end of each table, and always shown. */
    void ended(DumpTable table, long fileBytes, Tally tally) {
        show(table, fileBytes, tally);
        ended += fileBytes;
        if (terminal) {
            out.println();
        }
    }

    private void show(DumpTable table, long bytesRead, Tally tally) {
        double share = bytes == 0 ? 1 : Math.min(1, (double) (ended + bytesRead) / bytes);
        String line = String.format(
                Locale.ROOT, "%3.0f %%  %s: %,d read, %,d skipped", 100 * share, table, tally.read(), tally.skipped());
        if (terminal) {
            out.print(CLEAR + bar(share) + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    private static String bar(double share) {
        int full = (int) (share * WIDTH);
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] ";
    }
}
