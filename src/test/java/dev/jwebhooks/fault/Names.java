package dev.jwebhooks.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The names that services can look up: a file of them, in place of DNS, that changes while they run. */
final class Names {
    /** The one that may lead elsewhere. */
    static final String MOVING = "moving.test";

    /** Where it may lead: addresses that only this machine has, on Linux without any doing. */
    static final List<String> ADDRESSES = List.of("127.0.0.2", "127.0.0.3");

    /** How long the JVM keeps what it has found. */
    static final Duration KEPT = Duration.ofSeconds(1);

    private final Path file;
    private volatile String address = ADDRESSES.getFirst();

    private Names(Path file) {
        this.file = file;
    }

    static Names in(Path folder) {
        Names names = new Names(folder.resolve("hosts"));
        names.lead(names.address);
        return names;
    }

    /** The options by which a JVM looks up these, and no others. */
    List<String> options() {
        return List.of("-Djdk.net.hosts.file=" + file, "-Dsun.net.inetaddr.ttl=" + KEPT.toSeconds());
    }

    /** Where the moving name leads. */
    String address() {
        return address;
    }

    /** Where it does not. */
    String otherAddress() {
        return ADDRESSES.stream()
                .filter(other -> !other.equals(address))
                .findFirst()
                .orElseThrow();
    }

    /** From now on, for who looks it up anew. */
    void lead(String to) {
        try {
            Path next = Files.writeString(
                    file.resolveSibling("hosts.next"), "127.0.0.1 localhost\n" + to + " " + MOVING + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        address = to;
    }
}
