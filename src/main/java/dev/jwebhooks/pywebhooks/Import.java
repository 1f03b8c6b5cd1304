package dev.jwebhooks.pywebhooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Imports a dump of PyWebhooks. Records keep their ids, keys, epochs and failed counts. What is there already is passed
 * over, so an import that was ended in between is taken up by running it again.
 */
public final class Import {
    private final Dump dump;
    private final Settings settings;
    private final Clock clock;
    private volatile boolean stopped;

    /**
     * How to import.
     *
     * @param dryRun whether to read and compare all, and write nothing
     * @param journal the file that tells of all that is skipped; written anew
     * @param out where progress and the report go
     * @param terminal whether that is a terminal, where a bar can be drawn over
     */
    public record Settings(boolean dryRun, Path journal, PrintStream out, boolean terminal) {}

    /** What came of it. */
    public enum Outcome {
        COMPLETE,
        /** To its end, but some records were skipped. */
        WITH_SKIPPED,
        /** Not to its end; run it again. */
        STOPPED
    }

    /**
     * An import of the dump in that folder.
     *
     * @throws UnusableDump if there is no dump of PyWebhooks in it
     */
    public Import(Path folder, Settings settings, Clock clock) {
        this.dump = Dump.find(folder);
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends it after the batch it is at. From any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Imports all, and prints the report.
     *
     * @param database with the tables of the service; those may be missing in a dry run
     * @throws UnusableDump if a file of the dump cannot be read
     */
    public Outcome run(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Journal journal = Journal.in(settings.journal())) {
            Instant start = clock.instant();
            // One connection, as the temporary tables are its own.
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            try (TemporaryTables tables = TemporaryTables.create(jdbc)) {
                if (settings.dryRun()) {
                    tables.allowNoOthers();
                }
                importTables(jdbc, journal);
            }
            Outcome outcome = outcome(journal);
            Duration took = Duration.between(start, clock.instant());
            new Report(settings.out(), journal).print(title(outcome, took), settings.dryRun());
            return outcome;
        } catch (IOException unreadable) {
            throw new UnusableDump("A file cannot be read or written: " + unreadable.getMessage(), unreadable);
        }
    }

    private Outcome outcome(Journal journal) {
        if (stopped) {
            return Outcome.STOPPED;
        }
        return journal.skipped() > 0 ? Outcome.WITH_SKIPPED : Outcome.COMPLETE;
    }

    private String title(Outcome outcome, Duration took) {
        if (outcome == Outcome.STOPPED) {
            return "Stopped after %d s. What is told here is done; run it again for the rest."
                    .formatted(took.toSeconds());
        }
        return settings.dryRun()
                ? "Nothing was written. An import would do this:"
                : "Imported in %d s:".formatted(took.toSeconds());
    }

    private void importTables(JdbcClient jdbc, Journal journal) throws IOException {
        MergedAdmins merged = new MergedAdmins(jdbc);
        OldestOfName oldest = OldestOfName.in(dump.files().get(DumpTable.ACCOUNTS));
        Progress progress = new Progress(settings.out(), settings.terminal(), clock, dump.bytes());
        importTable(DumpTable.ACCOUNTS, new AccountRows(jdbc, oldest, merged), journal, progress);
        importTable(DumpTable.REGISTRATIONS, new RegistrationRows(jdbc, merged), journal, progress);
        importTable(DumpTable.SUBSCRIPTIONS, new SubscriptionRows(jdbc, merged), journal, progress);
        importTable(DumpTable.TRIGGERED_WEBHOOKS, new TriggeredRows(jdbc), journal, progress);
    }

    private <R extends Dumped> void importTable(DumpTable table, Rows<R> rows, Journal journal, Progress progress)
            throws IOException {
        Path file = dump.files().get(table);
        if (file == null) {
            settings.out().println("The dump has no file of " + table);
        } else if (!stopped) {
            Tally tally = journal.tally(table);
            new TableImport<>(table, rows, settings.dryRun(), journal)
                    .run(file, () -> stopped, bytesRead -> progress.at(table, bytesRead, tally));
            progress.ended(table, dump.bytes(table), tally);
        }
    }
}
