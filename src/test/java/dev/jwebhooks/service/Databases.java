package dev.jwebhooks.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One PostgreSQL for all tests of a JVM, and as many empty databases on it as they ask for. */
public final class Databases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** The JDBC URL of a new, empty database. */
    public static String create() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException impossible) {
            throw new IllegalStateException("The tests' own PostgreSQL refuses a database", impossible);
        }
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    /**
     * The JDBC URL of a new database with the tables of a version, which may be {@code latest}, and nothing in them.
     */
    public static String createAt(String version) {
        String url = create();
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .defaultSchema("jwebhooks")
                .target(version)
                .load()
                .migrate();
        return url;
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // Hostile on purpose: neither the JVM's zone nor UTC.
                return EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "America/St_Johns")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException("The tests' own PostgreSQL does not start", failed);
            }
        }
    }
}
