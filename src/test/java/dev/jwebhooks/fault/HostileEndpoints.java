package dev.jwebhooks.fault;

import java.util.List;

/** Nothing of the service's own fails, but most of its subscribers' endpoints mean ill. */
record HostileEndpoints() implements Fault {
    @Override
    public String name() {
        return "hostile endpoints";
    }

    @Override
    public List<Manner> manners() {
        return List.of(Manner.HEALTHY, Manner.HANG, Manner.DRIP, Manner.RESET, Manner.GARBAGE, Manner.ENDLESS);
    }

    @Override
    public int inject(Scene scene) {
        Pause.millis(8_000);
        return 1;
    }
}
