package dev.jwebhooks.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;

/** One PostgreSQL for all tests of a JVM, and as many empty databases on it as they ask for. */
public final class Databases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** The JDBC URL of a new, empty database. */
    public static String create() {
        return url(newFrom("template1"));
    }

    /** The same with the tables of this version, in which a service starts sooner. */
    public static String migrated() {
        return url(newFrom(Migrated.TEMPLATE));
    }

    /** The same with the tables of an earlier version. */
    public static String createAt(String version) {
        String url = create();
        migrate(url, version);
        return url;
    }

    private static String newFrom(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database %s template %s".formatted(name, template));
        } catch (SQLException impossible) {
            throw new IllegalStateException("The tests' own PostgreSQL refuses a database", impossible);
        }
        return name;
    }

    private static String url(String name) {
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static void migrate(String url, String version) {
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .defaultSchema("jwebhooks")
                .target(version)
                .load()
                .migrate();
    }

    private static final class Migrated {
        static final String TEMPLATE = make();

        private static String make() {
            String name = newFrom("template1");
            migrate(url(name), "latest");
            return name;
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // Hostile on purpose: neither the JVM's zone nor UTC.
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "America/St_Johns")
                        .setServerConfig("max_connections", "200")
                        .setRegisterShutdownHook(false)
                        .start();
                // After the services that use it, each of which would wait for it else.
                SpringApplication.getShutdownHandlers().add(() -> stop(postgres));
                return postgres;
            } catch (IOException failed) {
                throw new UncheckedIOException("The tests' own PostgreSQL does not start", failed);
            }
        }

        private static void stop(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException failed) {
                throw new UncheckedIOException("The tests' own PostgreSQL does not stop", failed);
            }
        }
    }
}
