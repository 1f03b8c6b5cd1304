package dev.jwebhooks.fault;

import java.util.List;
import java.util.stream.Stream;

/** Every fault, on two instances that share a queue on RabbitMQ. */
class FaultsOnRabbit extends FaultSuite {
    FaultsOnRabbit() {
        super(true);
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
