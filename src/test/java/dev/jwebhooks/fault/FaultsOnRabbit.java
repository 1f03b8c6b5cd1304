package dev.jwebhooks.fault;

import dev.jwebhooks.service.OwnBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Every fault, on two instances that share a queue on RabbitMQ. */
class FaultsOnRabbit extends FaultSuite {
    @Override
    OwnBroker broker(Path folder) {
        return OwnBroker.start(folder).orElseGet(() -> {
            String message = "SKIPPED: no rabbitmq-server is installed, whose faults could be tried";
            System.out.println(message);
            return Assumptions.abort(message);
        });
    }

    @Override
    Stream<Fault> faults() {
        return Stream.concat(FaultsInProcess.all().stream(), ofTheBroker().stream());
    }

    static List<Fault> ofTheBroker() {
        return List.of(
                new BrokerCrash(2),
                new QueueDeleted(4),
                new QueuePurged(20),
                new QueueFull(),
                new MemoryAlarm(),
                new BrokerConnectionsClosed(4),
                new GarbageMessages(10));
    }
}
