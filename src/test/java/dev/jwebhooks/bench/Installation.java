package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service, installed as a user would: embedded, or on the PostgreSQL and RabbitMQ of this machine, with a
 * database and a queue of its own, removed afterwards.
 */
final class Installation implements AutoCloseable {
    private static final String SERVER = System.getProperty("bench.postgres", "127.0.0.1:5432");
    private static final String USER = System.getProperty("bench.postgres.user", "postgres");

    private final Kind kind;
    private final Path folder;
    private final String name =
            "jwebhooks_bench_" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** On what it runs. */
    enum Kind {
        EMBEDDED,
        SERVERS
    }

    private Installation(Kind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
    }

    /** Starts one instance, in a folder of its own. */
    static Installation start(Kind kind, List<String> jvm, List<String> settings) {
        try {
            Installation installation = new Installation(kind, Files.createTempDirectory("jwebhooks-bench"));
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
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvm);
        command.addAll(List.of("-jar", System.getProperty("bench.jar", "target/jwebhooks.jar")));
        command.set(
                command.size() - 1, Path.of(command.getLast()).toAbsolutePath().toString());
        command.add("--server.port=" + port);
        if (kind == Kind.SERVERS) {
            command.addAll(List.of(
                    "--spring.datasource.url=" + databaseUrl(),
                    "--spring.datasource.username=" + USER,
                    "--spring.rabbitmq.host=127.0.0.1",
                    "--jwebhooks.delivery.queue-name=" + name));
        }
        command.addAll(settings);
        Path log = folder.resolve("service-" + port + ".log");
        processes.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        ports.add(port);
        awaitHealthy(processes.getLast(), port, log);
    }

    private static void awaitHealthy(Process process, int port, Path log) throws IOException {
        byte[] request = HttpConnection.request("GET", "/actuator/health", "", new byte[0]);
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            try (HttpConnection connection = new HttpConnection(port)) {
                if (connection.send(request).status() == 200) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                Pause.millis(100);
            }
        }
        throw new IllegalStateException("The service did not start:\n" + Files.readString(log));
    }

    int port(int instance) {
        return ports.get(instance % ports.size());
    }

    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    Kind kind() {
        return kind;
    }

    /** Stops all instances where they are, for a while. */
    void suspend() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            for (Long pid : pids()) {
                new ProcessBuilder("kill", "-" + signal, pid.toString()).start().waitFor();
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
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
        resume();
        processes.forEach(Process::destroy);
        try {
            for (Process process : processes) {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
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
