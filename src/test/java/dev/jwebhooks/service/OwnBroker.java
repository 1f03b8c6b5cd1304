package dev.jwebhooks.service;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A RabbitMQ node of a test's own, from the one that is installed, with a name, ports and data of its own. */
public final class OwnBroker implements AutoCloseable {
    private final Path folder;
    private final Path programs;
    private final int port = Ports.free();
    private final String node = "jwebhooks-test-" + port + "@localhost";
    private Process process;

    private OwnBroker(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
        this.process = launch();
    }

    /** Empty where no RabbitMQ is installed. Its data and its log are in that folder, which has to be empty. */
    public static Optional<OwnBroker> start(Path folder) {
        return programs().map(programs -> new OwnBroker(folder, programs));
    }

    /** Where packages put the programs themselves, which run as any user, comes before the wrappers on the path. */
    private static Optional<Path> programs() {
        Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
        return Stream.concat(Stream.of("/usr/lib/rabbitmq/bin"), path)
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("rabbitmq-server"))
                        && Files.isExecutable(folder.resolve("rabbitmqctl")))
                .findFirst();
    }

    /** The settings that put a service on it. */
    public List<String> settings() {
        return List.of("--spring.rabbitmq.host=127.0.0.1", "--spring.rabbitmq.port=" + port);
    }

    /** An action on a channel of a connection of its own. */
    @FunctionalInterface
    public interface Action {
        void on(Channel channel) throws IOException;
    }

    public void act(Action action) {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            action.on(channel);
        } catch (IOException | TimeoutException refused) {
            throw new IllegalStateException("RabbitMQ does not answer", refused);
        }
    }

    private ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory;
    }

    /** {@code rabbitmqctl} with these arguments. */
    public void control(String... arguments) {
        List<String> command = new ArrayList<>(List.of("rabbitmqctl", "-q", "-n", node));
        command.addAll(List.of(arguments));
        try {
            Process control = run(command, "rabbitmqctl.log");
            if (!control.waitFor(60, TimeUnit.SECONDS) || control.exitValue() != 0) {
                throw new IllegalStateException("%s failed; see %s".formatted(command, folder));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages of that queue that its consumers have and did not acknowledge, as the node last counted them. */
    public int unacknowledged(String queue) {
        control("list_queues", "name", "messages_unacknowledged", "--no-table-headers");
        String start = queue + "\t";
        try (Stream<String> lines = Files.lines(folder.resolve("rabbitmqctl.log"))) {
            return lines.filter(line -> line.startsWith(start))
                    .reduce((_, latest) -> latest)
                    .map(line -> Integer.parseInt(line.substring(start.length())))
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SIGKILL to the node; what it confirmed is on its disk. */
    public void crash() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** After a crash; returns when it takes connections. */
    public void startAgain() {
        process = launch();
    }

    private Process launch() {
        Process started = run(List.of("rabbitmq-server"), "rabbitmq.log");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isReachable(started));
        return started;
    }

    private boolean isReachable(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("The test's own RabbitMQ does not start; see " + folder);
        }
        try (Connection _ = factory().newConnection()) {
            return true;
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }

    private Process run(List<String> command, String log) {
        List<String> found = new ArrayList<>(command);
        found.set(0, programs.resolve(command.getFirst()).toString());
        ProcessBuilder builder = new ProcessBuilder(found)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        builder.environment().putAll(environment());
        try {
            return builder.start();
        } catch (IOException noProcess) {
            throw new UncheckedIOException(noProcess);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", node),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(Ports.free())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                // Nobody but this machine may reach it.
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    @Override
    public void close() {
        crash();
    }
}
