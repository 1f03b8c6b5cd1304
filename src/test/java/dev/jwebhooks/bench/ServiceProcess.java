package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One instance of the packaged service, in a process of its own. */
record ServiceProcess(Process process, int port) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Not yet ready; see {@link #awaitHealthy}. */
    static ServiceProcess start(Path jar, Path folder, List<String> jvm, List<String> settings) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=" + port));
        command.addAll(settings);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder, port).toFile())
                .start();
        return new ServiceProcess(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Path log(Path folder, int port) {
        return folder.resolve("service-" + port + ".log");
    }

    void awaitHealthy(Path folder) throws IOException {
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
        throw new IllegalStateException("The service did not start:\n" + Files.readString(log(folder, port)));
    }

    /** Stops it where it is, for a while. */
    void suspend() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
