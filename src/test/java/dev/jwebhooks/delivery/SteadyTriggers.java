package dev.jwebhooks.delivery;

import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.SteadyCalls;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Fires webhooks at a steady rate, whatever becomes of the calls, until it is closed. */
final class SteadyTriggers implements AutoCloseable {
    private static final int CALLERS = 20;

    private final Balancer balancer;
    private final Queue<String> triggered = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final SteadyCalls calls;

    private SteadyTriggers(Balancer balancer, List<Publisher> publishers, int perSecond) {
        this.balancer = balancer;
        this.calls = SteadyCalls.start(CALLERS, perSecond, number -> fire(publishers.get(number % publishers.size())));
    }

    static SteadyTriggers start(Balancer balancer, List<Publisher> publishers, int perSecond) {
        return new SteadyTriggers(balancer, publishers, perSecond);
    }

    private void fire(Publisher publisher) {
        try {
            triggered.add(balancer.next().trigger(publisher));
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
        calls.close();
    }
}
