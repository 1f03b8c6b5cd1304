package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory in MB. Linux only. */
final class Memory {
    private Memory() {}

    static double resident(long pid) {
        return megabytes(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    /** Of a process and all that it started, what they share counted once. */
    static double residentWithChildren(long pid) {
        ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants())
                .mapToDouble(process -> megabytes(Path.of("/proc/" + process.pid() + "/smaps_rollup"), "Pss:"))
                .sum();
    }

    private static double megabytes(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
