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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The service, with a clock that is as many milliseconds ahead of the machine's as a file says. */
final class MovableClock extends Clock {
    private static final String FILE = "clock";

    private final Path file;
    private volatile Duration ahead = Duration.ZERO;

    private MovableClock(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(MovedFromOutside.class, JWebhooks.class).run(arguments);
    }

    /** Moves the clocks of all services that run in the folder. */
    static void moveIn(Path folder, Duration ahead) {
        try {
            Path next = Files.writeString(folder.resolve(FILE + ".next"), Long.toString(ahead.toMillis()));
            Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void follow() {
        while (true) {
            try {
                ahead = Duration.ofMillis(Long.parseLong(Files.readString(file)));
            } catch (IOException neverMoved) {
                ahead = Duration.ZERO;
            }
            Pause.millis(50);
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
        Clock clock() {
            MovableClock clock = new MovableClock(Path.of(FILE));
            Thread.ofPlatform().daemon().name("clock").start(clock::follow);
            return clock;
        }
    }
}
