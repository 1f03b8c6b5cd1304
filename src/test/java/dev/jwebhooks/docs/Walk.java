package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Ports;
import dev.jwebhooks.service.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A terminal, and another with the receiver, in which the commands of the README are given, in their order. */
final class Walk {
    private final Path folder;
    private final int servicePort;
    private final int receiverPort;
    private final StringBuilder defined = new StringBuilder();
    private @Nullable Process receiver;

    Walk(Path folder, int servicePort, int receiverPort) {
        this.folder = folder;
        this.servicePort = servicePort;
        this.receiverPort = receiverPort;
    }

    /** What calls are answered is what is shown right after them, but for what differs from one run to the next. */
    void follow(List<Fence> fences) {
        for (int i = 0; i < fences.size(); i++) {
            Fence fence = fences.get(i);
            if (!fence.language().equals("sh")) {
                continue;
            }
            if (fence.text().startsWith("python3 ")) {
                startReceiver(fence.text());
                continue;
            }
            String output = output(fence.text());
            boolean shown =
                    i + 1 < fences.size() && fences.get(i + 1).language().isEmpty();
            assertThat(answers(output))
                    .as(fence.text())
                    .isEqualTo(shown ? answers(fences.get(i + 1).text()) : List.of());
            fence.text()
                    .lines()
                    .filter(line -> !line.startsWith("call ") && !line.startsWith("sleep "))
                    .forEach(line -> defined.append(line).append('\n'));
        }
    }

    private static List<JsonNode> answers(String lines) {
        return lines.lines().map(Form::of).toList();
    }

    /** With what the commands before have defined; what they wrote is in the folder. */
    String output(String commands) {
        String script = "cd '%s'\n".formatted(folder) + defined + commands;
        return Shell.run(Map.of(), "bash", "-c", onOurPorts(script));
    }

    private String onOurPorts(String commands) {
        return commands.replace("localhost:8081", "localhost:" + servicePort)
                .replace("localhost:9000", "localhost:" + receiverPort)
                .replace(" 9000 ", " " + receiverPort + " ");
    }

    private void startReceiver(String command) {
        String script = onOurPorts(command)
                .replace("docs/", Path.of("docs").toAbsolutePath() + "/")
                .strip();
        try {
            receiver = new ProcessBuilder("bash", "-c", "exec " + script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> Ports.isTaken(receiverPort));
    }

    /** Ctrl-C. */
    void stopReceiver() {
        if (receiver != null) {
            receiver.destroyForcibly().onExit().join();
        }
    }

    /** What the receiver printed since it was started last. */
    String received() {
        try {
            return Files.readString(log());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path log() {
        return folder.resolve("receiver.log");
    }
}
