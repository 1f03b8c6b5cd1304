package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread of the named kind that runs out of memory, in a process that has others. */
final class EndedByAnError {
    private EndedByAnError() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "poller" -> new Poller("relay", Duration.ofSeconds(1), EndedByAnError::outOfMemory).start();
            case "queue" -> {
                InProcessQueue queue = new InProcessQueue(1);
                queue.consume(_ -> outOfMemory());
                queue.publish(List.of(new Job(List.of(UUID.randomUUID()), Instant.EPOCH)));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        boolean _ = new CountDownLatch(1).await(20, TimeUnit.SECONDS);
    }

    private static Duration outOfMemory() {
        throw new OutOfMemoryError("Java heap space");
    }
}
