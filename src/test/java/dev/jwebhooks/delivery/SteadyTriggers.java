package dev.jwebhooks.delivery;

import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Fires webhooks at a steady rate, whatever becomes of the calls, until it is closed. */
final class SteadyTriggers implements AutoCloseable {
    private static final int CALLERS = 20;

    private final Balancer balancer;
    private final List<Publisher> publishers;
    private final Queue<String> triggered = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean closed;

    private SteadyTriggers(Balancer balancer, List<Publisher> publishers) {
        this.balancer = balancer;
        this.publishers = publishers;
    }

    record Publisher(TestAccount account, String registration) {}

    static SteadyTriggers start(Balancer balancer, List<Publisher> publishers, int perSecond) {
        SteadyTriggers load = new SteadyTriggers(balancer, publishers);
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        long start = System.nanoTime();
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            load.callers.add(
                    Thread.startVirtualThread(() -> load.call(number, start + number * interval, CALLERS * interval)));
        }
        return load;
    }

    private void call(int number, long first, long interval) {
        Publisher publisher = publishers.get(number % publishers.size());
        for (long next = first; !closed; next += interval) {
            LockSupport.parkNanos(next - System.nanoTime());
            fire(publisher);
        }
    }

    private void fire(Publisher publisher) {
        try {
            triggered.add(balancer.next().trigger(publisher.account(), publisher.registration()));
        } catch (AssertionError refusedOrUnanswered) {
            failed.add(refusedOrUnanswered + " " + refusedOrUnanswered.getCause());
        }
    }

    /** The ids of those that were answered 201. */
    List<String> triggered() {
        return List.copyOf(triggered);
    }

    /** What became of all others. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** Returns when the last call is answered. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
