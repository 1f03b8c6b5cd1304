package dev.jwebhooks.fault;

import dev.jwebhooks.JWebhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * The service, with a clock that is as many milliseconds ahead of the machine's as a file says, and one for it alone.
 */
final class MovableClock extends Clock {
    /** On a busy machine, too; in between instances may differ. */
    static final Duration FOLLOWED_WITHIN = Duration.ofMillis(250);

    private static final int LOOKED_AT_EVERY_MS = 50;
    private static final String FILE = "clock";

    private final Path ofAll;
    private final Path own;
    private volatile Duration ahead = Duration.ZERO;

    private MovableClock(Path ofAll, Path own) {
        this.ofAll = ofAll;
        this.own = own;
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(MovedFromOutside.class, JWebhooks.class).run(arguments);
    }

    /** Moves the clocks of all services that run in the folder. */
    static void moveIn(Path folder, Duration ahead) {
        move(folder.resolve(FILE), ahead);
    }

    /** Moves that of the service which has this port alone. */
    static void moveIn(Path folder, int port, Duration ahead) {
        move(folder.resolve(ofPort(port)), ahead);
    }

    private static String ofPort(int port) {
        return FILE + "-" + port;
    }

    private static void move(Path file, Duration ahead) {
        try {
            Path next = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".next"), Long.toString(ahead.toMillis()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void follow() {
        while (true) {
            ahead = in(ofAll).plus(in(own));
            Pause.millis(LOOKED_AT_EVERY_MS);
        }
    }

    private static Duration in(Path file) {
        try {
            return Duration.ofMillis(Long.parseLong(Files.readString(file)));
        } catch (IOException neverMoved) {
            return Duration.ZERO;
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** Named as a source; annotated, it would be found by every start on this class path. */
    static class MovedFromOutside {
        @Bean
        Clock clock(@Value("${server.port}") int port) {
            MovableClock clock = new MovableClock(Path.of(FILE), Path.of(ofPort(port)));
            Thread.ofPlatform().daemon().name("clock").start(clock::follow);
            return clock;
        }
    }
}
