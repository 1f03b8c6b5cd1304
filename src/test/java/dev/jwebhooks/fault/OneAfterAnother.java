package dev.jwebhooks.fault;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Several faults in one round, which takes less time than a round for each. What needs a broker is left out where there
 * is none. Only faults that promise nothing beside what holds after every fault.
 */
record OneAfterAnother(List<Fault> faults) implements Fault {
    @Override
    public String name() {
        return faults.stream().map(Fault::name).collect(Collectors.joining("; "));
    }

    @Override
    public int inject(Scene scene) {
        int times = 0;
        for (Fault fault : faults) {
            if (!fault.needsBroker() || scene.cluster().hasBroker()) {
                times += fault.inject(scene);
                scene.cluster().awaitHealthy();
            }
        }
        return times;
    }
}
