package dev.jwebhooks.bootstrap;

import dev.jwebhooks.pywebhooks.Import;
import dev.jwebhooks.pywebhooks.Import.Outcome;
import dev.jwebhooks.pywebhooks.UnusableDump;
import java.io.Console;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/**
 * {@code --import DIR}: takes over a dump of PyWebhooks. With {@code --dry-run} it writes nothing, and tells what it
 * would do.
 */
public final class ImportDump {
    private static final Path JOURNAL = Path.of("jwebhooks-import.tsv");
    private static final int SECONDS_TO_STOP = 30;

    private static final int COMPLETE = 0;
    private static final int NOT_DONE = 1;
    private static final int WITH_SKIPPED = 2;

    private ImportDump() {}

    /** Whether the command line asks for it. */
    public static boolean isWanted(String... arguments) {
        return ImportArguments.areIn(arguments);
    }

    /**
     * Imports, and gives the exit status: 0 when all is in the database, 2 when some records were skipped, 1 when it
     * did not come to its end.
     */
    public static int run(String... arguments) {
        CountDownLatch ended = new CountDownLatch(1);
        try {
            ImportArguments asked = ImportArguments.of(arguments);
            Import wanted = new Import(asked.folder(), settings(asked), Clock.systemUTC());
            stopOnSignal(wanted, ended);
            try (ConfigurableApplicationContext context = DatabaseAlone.start(asked.others())) {
                return run(wanted, asked, context.getBean(DataSource.class));
            }
        } catch (UnusableDump unusable) {
            return refused(unusable.getMessage());
        } finally {
            ended.countDown();
        }
    }

    private static int run(Import wanted, ImportArguments asked, DataSource database) {
        try {
            if (!asked.dryRun()) {
                DatabaseAlone.schema(database).migrate();
            }
            return status(wanted.run(database));
        } catch (SQLException | DataAccessException | FlywayException | UncheckedIOException failed) {
            return refused(StartFailure.line(failed) + "; run it again to go on");
        }
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case COMPLETE -> COMPLETE;
            case WITH_SKIPPED -> WITH_SKIPPED;
            case STOPPED -> NOT_DONE;
        };
    }

    private static int refused(@Nullable String why) {
        System.err.println("The import did not come to its end: " + why);
        return NOT_DONE;
    }

    private static Import.Settings settings(ImportArguments asked) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Import.Settings(asked.dryRun(), JOURNAL, System.out, terminal);
    }

    /** The batch it is at is finished and the embedded database closed before the process ends. */
    private static void stopOnSignal(Import wanted, CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                wanted.stop();
                System.err.println("Stopping when this batch is written");
            }
            try {
                ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
            } catch (InterruptedException atOnce) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
