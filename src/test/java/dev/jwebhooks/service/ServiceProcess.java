package dev.jwebhooks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A service in a process of its own, which can be killed. */
public final class ServiceProcess implements AutoCloseable {
    /** Options of a JVM for a service that is soon up, and of no great speed then. */
    public static final List<String> SOON_UP = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int MOST_TOLD = 64 * 1024;

    private final Process process;
    private final int port;
    private final Path log;
    private final long startedAt = System.nanoTime();

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts a class with a main method, on a free port, in the given folder; soon up, and of no great speed then. */
    public static ServiceProcess start(Class<?> main, Path folder, List<String> arguments) {
        return start(main, folder, SOON_UP, arguments);
    }

    /** The same with such options of the JVM. */
    public static ServiceProcess start(Class<?> main, Path folder, List<String> jvm, List<String> arguments) {
        List<String> options = new ArrayList<>(jvm);
        options.addAll(StartCache.options());
        return launch(main, folder, options, arguments);
    }

    /** One that is no whole service, without the cache for fast starts: to make that takes longer than it gains. */
    public static ServiceProcess startSmall(Class<?> main, Path folder, List<String> arguments) {
        List<String> options = new ArrayList<>(SOON_UP);
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return launch(main, folder, options, arguments);
    }

    static ServiceProcess launch(Class<?> main, Path folder, List<String> jvm, List<String> arguments) {
        int port = Ports.free();
        Path log = folder.resolve("service-" + port + ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", main.getName()));
        command.addAll(arguments);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--server.port"))) {
            command.add("--server.port=" + port);
        }
        try {
            ProcessBuilder process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // In the environment, so that a test can set its own in the arguments.
            process.environment().put("JWEBHOOKS_WEB_DRAIN", "0s");
            return new ServiceProcess(process.start(), port, log);
        } catch (IOException noProcess) {
            throw new UncheckedIOException(noProcess);
        }
    }

    public ServiceProcess awaitHealthy() {
        try {
            // It shares the processors with other tests' services.
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(this::isHealthy);
        } catch (ConditionTimeoutException slow) {
            // Nobody has it yet who could stop it.
            kill();
            throw new AssertionError("The service does not start:\n" + lastOutput(), slow);
        }
        return this;
    }

    private boolean isHealthy() {
        if (!process.isAlive()) {
            throw new AssertionError("The service ended with " + process.exitValue() + ":\n" + lastOutput());
        }
        try {
            return api().get("/actuator/health", TestAccount.STRANGER).status() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    public Api api() {
        return new Api("http://127.0.0.1:" + port);
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public int port() {
        return port;
    }

    /** The time since it began; before that, the cache for fast starts may have been made. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** The lines of its log that have that part; the log of a long run is larger than memory need be. */
    public List<String> linesWith(String part) {
        // Any bytes are text in it: a process that is killed ends in the middle of a character.
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(part)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The end of its log, for a test to tell why what it waits for does not come. */
    public String lastOutput() {
        try (SeekableByteChannel file = Files.newByteChannel(log)) {
            file.position(Math.max(0, file.size() - MOST_TOLD));
            return new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** SIGSTOP: it keeps its memory and its connections, and knows nothing of the time that passes. */
    public void freeze() {
        Signals.send("STOP", process.pid());
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send("CONT", process.pid());
    }

    /** SIGKILL: nothing of the service runs any more, no hook and no finally. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** The exit code. */
    public int awaitExit() {
        return awaitExit(Duration.ofMinutes(1));
    }

    /** What it has told when it ends with this exit code. */
    public String outputAtExit(int exitCode) {
        assertThat(awaitExit()).as(output()).isEqualTo(exitCode);
        return output();
    }

    /** The exit code of one that may take so long to end. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience)) {
                throw new AssertionError("The service does not end:\n" + lastOutput());
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** SIGTERM, and no waiting for what comes of it. */
    public void askToStop() {
        process.destroy();
    }

    /** SIGTERM, as an operator stops it; the exit code. */
    public int stop() {
        askToStop();
        return awaitExit();
    }

    @Override
    public void close() {
        stop();
    }
}
