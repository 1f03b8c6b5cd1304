package dev.jwebhooks.bootstrap;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real PostgreSQL in the data folder, started and stopped with the service and keeping its data in between. The
 * library that brings it is meant for tests, and so trades durability for speed; that is turned back here.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final String OWNER = "postgres";
    private static final Duration START_WAIT = Duration.ofSeconds(60);

    private final DataDirectory directory;
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(DataDirectory directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
    }

    static EmbeddedDatabase start(Path folder) {
        DataDirectory directory = DataDirectory.lock(folder);
        try {
            OrphanedPostgres.stopIn(directory.postgres());
            return new EmbeddedDatabase(directory, postgres(directory));
        } catch (IOException | IllegalStateException failed) {
            throw new StartRefused(
                    "the embedded PostgreSQL in %s did not start (%s); its log is in that folder, and"
                                    .formatted(directory.postgres(), failed.getMessage())
                            + " SPRING_DATASOURCE_URL names another to use instead",
                    failed);
        }
    }

    private static EmbeddedPostgres postgres(DataDirectory directory) throws IOException {
        Redirect log = Redirect.appendTo(
                directory.postgres().resolveSibling("postgres.log").toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.postgres())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.binaries().toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "50")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(START_WAIT)
                // The context closes it, after the connections to it.
                .setRegisterShutdownHook(false)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
    }

    String url() {
        return postgres.getJdbcUrl(OWNER, OWNER);
    }

    String owner() {
        return OWNER;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            postgres.close();
        }
    }
}
