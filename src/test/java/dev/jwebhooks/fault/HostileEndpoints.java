package dev.jwebhooks.fault;

import java.util.List;
import java.util.stream.Stream;

/** Nothing of the service's own fails, but most of its subscribers' endpoints mean ill. */
record HostileEndpoints() implements Fault {
    @Override
    public String name() {
        return "hostile endpoints";
    }

    @Override
    public List<Manner> manners() {
        return Stream.concat(Stream.of(Manner.HEALTHY), Manner.HOSTILE.stream()).toList();
    }

    @Override
    public int inject(Scene scene) {
        Pause.millis(8_000);
        return 1;
    }
}
