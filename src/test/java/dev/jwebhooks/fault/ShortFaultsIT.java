package dev.jwebhooks.fault;

import java.util.stream.Stream;

/** A few of the faults, with every build; {@code ./mvnw -Pfaults verify} runs all of them. */
class ShortFaultsIT extends FaultSuite {
    ShortFaultsIT() {
        super(false);
    }

    @Override
    Stream<Fault> faults() {
        return Stream.of(new Killed(true, 1), new Frozen(1));
    }
}
