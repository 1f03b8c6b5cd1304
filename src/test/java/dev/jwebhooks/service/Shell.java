package dev.jwebhooks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Runs commands as a reader of the documentation would. */
public final class Shell {
    private Shell() {}

    /** What the command wrote to its standard output. */
    public static String run(Map<String, String> variables, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Skips the test, with a line that says so, where the program is not installed. */
    public static void require(String program) {
        require(program, "this test was not run");
    }

    /** The same with what comes of it. */
    public static void require(String program, String consequence) {
        try {
            new ProcessBuilder(List.of(program, "--version"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            skip(program + " is not installed here; " + consequence);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Skips the test, with a line that says why. */
    public static void skip(String reason) {
        String message = "SKIPPED: " + reason;
        System.out.println(message);
        Assumptions.abort(message);
    }
}
