package dev.jwebhooks.fault;

import dev.jwebhooks.service.OwnBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A few of the faults, with every build, in one round to save time; on RabbitMQ where one is installed. {@code ./mvnw
 * -Pfaults verify} runs all of them.
 */
class ShortFaultsIT extends FaultSuite {
    @Override
    @Nullable
    OwnBroker broker(Path folder) {
        return OwnBroker.start(folder).orElse(null);
    }

    @Override
    Stream<Fault> faults() {
        return Stream.of(new OneAfterAnother(
                List.of(new Killed(true, 1), new BrokerConnectionsClosed(1), new DatabaseCrash(1), new Frozen(1))));
    }
}
