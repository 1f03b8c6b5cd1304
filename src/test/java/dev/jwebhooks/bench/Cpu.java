package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Who used the processors: the service, PostgreSQL, RabbitMQ, and the driver with its sink. Linux only. */
final class Cpu {
    private static final double TICKS_PER_SECOND = 100;

    private Cpu() {}

    /** Seconds of processor time by part, so far. */
    record Used(long nanos, Map<String, Double> seconds) {
        /** In percent of all processors, since then. */
        Map<String, Double> shareSince(Used before) {
            double all = (nanos - before.nanos)
                    / (double) TimeUnit.SECONDS.toNanos(1)
                    * Runtime.getRuntime().availableProcessors();
            Map<String, Double> shares = new LinkedHashMap<>();
            seconds.forEach(
                    (part, now) -> shares.put(part, 100 * (now - before.seconds.getOrDefault(part, 0.0)) / all));
            return shares;
        }
    }

    static Used used(List<Long> services) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String part : List.of("service", "postgresql", "rabbitmq", "driver and sink")) {
            seconds.put(part, 0.0);
        }
        long self = ProcessHandle.current().pid();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .forEach(path -> add(path, services, self, seconds));
        } catch (IOException noProc) {
            throw new UncheckedIOException(noProc);
        }
        return new Used(System.nanoTime(), seconds);
    }

    private static void add(Path process, List<Long> services, long self, Map<String, Double> seconds) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            long pid = Long.parseLong(process.getFileName().toString());
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double own = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            double reaped = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
            if (services.contains(pid)) {
                seconds.merge("service", own, Double::sum);
            } else if (pid == self) {
                seconds.merge("driver and sink", own, Double::sum);
            } else if (name.equals("postgres")) {
                seconds.merge("postgresql", own + reaped, Double::sum);
            } else if (name.equals("beam.smp")) {
                seconds.merge("rabbitmq", own, Double::sum);
            }
        } catch (IOException ended) {
            // It ended while we looked.
        }
    }

    /** Seconds of processor time of one process, so far. */
    static double seconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(time -> time.toNanos() / 1e9)
                .orElse(Double.NaN);
    }
}
