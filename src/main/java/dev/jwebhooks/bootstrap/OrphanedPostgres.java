package dev.jwebhooks.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived a service killed without a chance to stop it. Whoever holds the folder's lock may end it.
 */
final class OrphanedPostgres {
    private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final int SECONDS_TO_STOP = 30;

    private OrphanedPostgres() {}

    /** Returns when none runs in the folder any more. */
    static void stopIn(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = ProcessHandle.of(pid(pidFile)).filter(OrphanedPostgres::isPostgres);
        if (orphan.isPresent()) {
            log.info("Stopping the PostgreSQL that an earlier, killed start left running");
            stop(orphan.get());
        }
        // After a crash of the machine the number may be another process's by now, and Postgres would not start.
        Files.deleteIfExists(pidFile);
    }

    private static long pid(Path pidFile) throws IOException {
        try {
            return Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        } catch (NumberFormatException | java.util.NoSuchElementException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    private static void stop(ProcessHandle postgres) throws IOException {
        postgres.destroy();
        try {
            postgres.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            throw new IOException("an earlier PostgreSQL, process " + postgres.pid() + ", does not stop", stillThere);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
