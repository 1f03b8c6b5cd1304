package dev.jwebhooks.delivery;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives each call an instance that is ready, in turn, as load balancers do. It asks each instance for its readiness ten
 * times a second and sends no new call to one that says no, or nothing. Connections are kept between calls, and closed
 * when an answer says so.
 *
 * <p>It never sends a call twice and hides no failure. All it relies on is what the service promises: one that was told
 * to stop says at once that it is not ready, and goes on answering for the length of its drain, which is many times
 * what passes between two questions. Thus whoever asks often enough has stopped calling before the port closes.
 */
final class Balancer implements AutoCloseable {
    static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final List<ServiceProcess> ready = new CopyOnWriteArrayList<>();
    private final Map<ServiceProcess, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** It gets calls from when it is ready until it no longer is. */
    void add(ServiceProcess instance) {
        calls.put(instance, new AtomicInteger());
        Thread.startVirtualThread(() -> watch(instance));
    }

    private void watch(ServiceProcess instance) {
        boolean wasReady = false;
        while (!closed && instance.isRunning()) {
            boolean isReady = isReady(instance);
            if (isReady && !wasReady) {
                ready.add(instance);
            } else if (wasReady && !isReady) {
                ready.remove(instance);
            }
            wasReady = isReady;
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
        ready.remove(instance);
    }

    private static boolean isReady(ServiceProcess instance) {
        try {
            return instance.api()
                            .get("/actuator/health/readiness", TestAccount.STRANGER)
                            .status()
                    == 200;
        } catch (AssertionError noAnswer) {
            return false;
        }
    }

    /** Where the next call goes. */
    Api next() {
        Object[] now = ready.toArray();
        if (now.length == 0) {
            throw new AssertionError("No instance is ready");
        }
        ServiceProcess instance = (ServiceProcess) now[Math.floorMod(turn.getAndIncrement(), now.length)];
        calls.getOrDefault(instance, new AtomicInteger()).incrementAndGet();
        return instance.api();
    }

    /** How many calls the instance was given. */
    int calls(ServiceProcess instance) {
        return calls.getOrDefault(instance, new AtomicInteger()).get();
    }

    @Override
    public void close() {
        closed = true;
    }
}
