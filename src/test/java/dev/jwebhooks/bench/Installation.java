package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The packaged service, installed as a user would: embedded, or on the PostgreSQL and RabbitMQ of this machine, with a
 * database and a queue of its own, removed afterwards.
 */
final class Installation implements AutoCloseable {
    private static final String SERVER = System.getProperty("bench.postgres", "127.0.0.1:5432");
    private static final String USER = System.getProperty("bench.postgres.user", "postgres");

    private final Kind kind;
    private final Path jar;
    private final Path folder;
    private final String name =
            "jwebhooks_bench_" + UUID.randomUUID().toString().substring(0, 8);
    private final List<ServiceProcess> instances = new ArrayList<>();
    /** Nothing is left running when the benchmark is broken off. */
    private final Thread whenBrokenOff = new Thread(this::remove);

    /** On what it runs. */
    enum Kind {
        EMBEDDED,
        SERVERS
    }

    private Installation(Kind kind, Path jar, Path folder) {
        this.kind = kind;
        this.jar = jar;
        this.folder = folder;
    }

    /** Starts one instance, in a folder of its own. */
    static Installation start(Kind kind, Path jar, List<String> jvm, List<String> settings) {
        try {
            Installation installation = new Installation(kind, jar, Files.createTempDirectory("jwebhooks-bench"));
            Runtime.getRuntime().addShutdownHook(installation.whenBrokenOff);
            if (kind == Kind.SERVERS) {
                installation.onServer("create database " + installation.name);
            }
            installation.addInstance(jvm, settings);
            return installation;
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    /** One more instance on the same database and queue. */
    void addInstance(List<String> jvm, List<String> settings) throws IOException {
        List<String> all = new ArrayList<>(settings);
        if (kind == Kind.SERVERS) {
            all.addAll(List.of(
                    "--spring.datasource.url=" + databaseUrl(),
                    "--spring.datasource.username=" + USER,
                    "--spring.rabbitmq.host=127.0.0.1",
                    "--jwebhooks.delivery.queue-name=" + name));
        }
        instances.add(ServiceProcess.start(jar, folder, jvm, all));
        instances.getLast().awaitHealthy(folder);
    }

    /** Of the instances, whichever has this number, counted round and round. */
    int port(int number) {
        return instances.get(number % instances.size()).port();
    }

    List<Long> pids() {
        return instances.stream().map(instance -> instance.process().pid()).toList();
    }

    /** Stops all instances where they are, for a while. */
    void suspend() {
        instances.forEach(ServiceProcess::suspend);
    }

    void resume() {
        instances.forEach(ServiceProcess::resume);
    }

    Kind kind() {
        return kind;
    }

    /** What PostgreSQL's views call the database. */
    String databaseName() {
        return kind == Kind.SERVERS ? name : "postgres";
    }

    /** To the same server, but to another database, where it disturbs no count of the service's queries. */
    Connection besides() throws SQLException {
        return DriverManager.getConnection(serverUrl() + "template1", USER, "");
    }

    Connection database() {
        try {
            return DriverManager.getConnection(databaseUrl() + "?currentSchema=jwebhooks", USER, "");
        } catch (SQLException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private String databaseUrl() {
        return serverUrl() + databaseName();
    }

    private String serverUrl() {
        return "jdbc:postgresql://" + (kind == Kind.SERVERS ? SERVER : "127.0.0.1:" + postmaster(3)) + "/";
    }

    /** The embedded PostgreSQL's first process. */
    long embeddedPostgres() {
        return postmaster(0);
    }

    /** A line of postmaster.pid, as PostgreSQL documents it: the process is in the first, the port in the fourth. */
    private int postmaster(int line) {
        try (var files = Files.walk(folder)) {
            Path pid = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No embedded PostgreSQL runs in " + folder));
            return Integer.parseInt(Files.readAllLines(pid).get(line).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void onServer(String sql) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://" + SERVER + "/postgres", USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(whenBrokenOff);
        remove();
    }

    private void remove() {
        resume();
        instances.forEach(instance -> instance.process().destroy());
        instances.forEach(ServiceProcess::awaitEnd);
        if (kind == Kind.SERVERS) {
            onServer("drop database " + name + " with (force)");
            BrokerQueue.delete(name);
        }
        deleteFolder();
    }

    private void deleteFolder() {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            System.err.println(folder + " was left behind: " + left);
        }
    }
}
