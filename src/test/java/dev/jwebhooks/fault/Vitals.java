package dev.jwebhooks.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an instance is, as Linux and its JVM tell.
 *
 * @param heapMb in use after a full collection; empty where the JVM did not say
 */
record Vitals(Duration age, double residentMb, int descriptors, int threads, OptionalDouble heapMb) {
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)$", Pattern.MULTILINE);
    private static final Pattern HEAP_USED = Pattern.compile("total .*used (\\d+)K");
    private static final int LONGEST_ANSWER_SECONDS = 10;

    /** Empty where there is no such process. */
    static Optional<Vitals> of(long pid) {
        Optional<Instant> started =
                ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
        if (started.isEmpty()) {
            return Optional.empty();
        }
        // First what is as it is; the collection needs a thread and a file of its own.
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            String status = Files.readString(process.resolve("status"));
            return Optional.of(new Vitals(
                    Duration.between(started.get(), Instant.now()),
                    number(RESIDENT, status) / 1024.0,
                    (int) descriptors.count(),
                    (int) number(THREADS, status),
                    heapMb(pid)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static long number(Pattern pattern, String status) {
        Matcher matcher = pattern.matcher(status);
        if (!matcher.find()) {
            throw new IllegalStateException("No %s in %s".formatted(pattern, status));
        }
        return Long.parseLong(matcher.group(1));
    }

    private static OptionalDouble heapMb(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path answer = Files.createTempFile("heap", ".txt");
        Process asked = new ProcessBuilder(List.of(jcmd.toString(), Long.toString(pid), "GC.run\nGC.heap_info"))
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        try {
            if (!asked.waitFor(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return OptionalDouble.empty();
            }
            return used(Files.readString(answer, StandardCharsets.UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        } finally {
            asked.destroyForcibly();
            Files.delete(answer);
        }
    }

    private static OptionalDouble used(String heapInfo) {
        List<Long> parts = HEAP_USED
                .matcher(heapInfo)
                .results()
                .map(part -> Long.valueOf(part.group(1)))
                .toList();
        return parts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(parts.stream().mapToLong(Long::longValue).sum() / 1024.0);
    }
}
