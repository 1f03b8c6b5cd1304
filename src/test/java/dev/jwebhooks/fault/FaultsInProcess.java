package dev.jwebhooks.fault;

import dev.jwebhooks.service.OwnBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every fault that does not need a broker, on two instances with their queues in their processes. */
class FaultsInProcess extends FaultSuite {
    @Override
    @Nullable
    OwnBroker broker(Path folder) {
        return null;
    }

    @Override
    Stream<Fault> faults() {
        return all().stream();
    }

    static List<Fault> all() {
        return List.of(
                new Calm(),
                new HostileEndpoints(),
                new NameMoved(),
                new Killed(false, 6),
                new Killed(true, 4),
                new DatabaseCrash(3),
                new ConnectionsCut(20),
                new StatementTimeout(),
                new FullDisk(),
                new LongLock(),
                new Frozen(2),
                new ClockMoved(Duration.ofSeconds(15)),
                new ClockMoved(Duration.ofSeconds(-15)),
                new OneClockMoved(Duration.ofSeconds(15)),
                new OneClockMoved(Duration.ofSeconds(-15)));
    }
}
