package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Imports into the database of a running service. */
record Importing(RunningService service) {
    /** What an import came to, printed and wrote down. */
    record Run(Import.Outcome outcome, String printed, List<String> journal) {}

    static Importing intoNewDatabase() {
        return new Importing(RunningService.start(Databases.migrated()));
    }

    Run run(DumpFolder dump) {
        return run(dump, false);
    }

    Run dryRun(DumpFolder dump) {
        return run(dump, true);
    }

    private Run run(DumpFolder dump, boolean dryRun) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path journal = dump.path().resolve("journal.tsv");
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Import.Outcome outcome = new Import(
                            dump.path(), new Import.Settings(dryRun, journal, out, false), Clock.systemUTC())
                    .run(service.part(DataSource.class));
            return new Run(outcome, printed.toString(StandardCharsets.UTF_8), DumpFolder.lines(journal));
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** As at the start: nothing but the admin. */
    void empty() {
        service.database().sql("delete from accounts where username <> 'admin'").update();
        service.database().sql("delete from registrations").update();
        service.database().sql("delete from subscriptions").update();
        service.database()
                .sql("truncate triggered_webhooks, deliveries, attempts")
                .update();
    }

    long count(String table) {
        return service.database()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    String text(String query) {
        return service.database().sql(query).query(String.class).single();
    }
}
