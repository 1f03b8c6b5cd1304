package dev.jwebhooks.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of a test's own, as durable as one that people rely on, which can be struck down and started again. */
public final class OwnPostgres implements AutoCloseable {
    private static final String OWNER = "postgres";

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private OwnPostgres(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
        this.server = launch();
    }

    /** Its data and its log are in that folder, which has to be empty. */
    public static OwnPostgres start(Path folder) {
        return new OwnPostgres(folder);
    }

    private EmbeddedPostgres launch() {
        Path log = folder.resolve("postgres.log");
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    // What a library for tests leaves out for speed; a crash here has to be like a real one.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("timezone", "America/St_Johns")
                    // After a crash it reads all that was written since its last checkpoint, up to a gigabyte.
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException("The test's own PostgreSQL does not start; see " + log, failed);
        }
    }

    /** The JDBC URL of a new, empty database. */
    public String create(String database) {
        try (Connection connection = connect(url(OWNER));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
            return url(database);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Without the limits that a test may set for others. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url + "?options=-c%20statement_timeout=0", OWNER, "");
    }

    /** Immediate mode: no transaction is ended, no page is written, and the next start recovers from the log. */
    public void crash() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        Signals.send("QUIT", postmaster.pid());
        try {
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stillThere) {
            throw new IllegalStateException("PostgreSQL does not end", stillThere);
        }
    }

    /** After a crash; returns when it takes connections. */
    public void startAgain() {
        close();
        server = launch();
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException notRunning) {
            throw new UncheckedIOException(notRunning);
        }
    }

    private Path data() {
        return folder.resolve("postgres");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException stillThere) {
            throw new UncheckedIOException(stillThere);
        }
    }
}
