package dev.jwebhooks.bench;

import dev.jwebhooks.bench.HttpConnection.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Fires webhooks from many connections at once: as fast as they are delivered ({@link #closedLoop}), or at a steady
 * rate whatever the answers take ({@link #openLoop}). Runs until it is closed.
 */
final class Load implements AutoCloseable {
    private final Population population;
    private final Arrivals arrivals;
    private final List<Integer> ports;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean stopping;

    private Load(Population population, Arrivals arrivals, List<Integer> ports) {
        this.population = population;
        this.arrivals = arrivals;
        this.ports = ports;
    }

    /**
     * Each connection fires the next trigger when it has the answer to the one before, while no more than so many
     * deliveries are on their way.
     */
    static Load closedLoop(
            Population population, Arrivals arrivals, List<Integer> ports, int connections, Backlog backlog) {
        Load load = new Load(population, arrivals, ports);
        load.begin(connections, connection -> new Pace() {
            @Override
            public long nextStart() {
                while (!load.stopping && load.onTheWay(backlog.perTrigger) > backlog.most) {
                    LockSupport.parkNanos(200_000);
                }
                return System.nanoTime();
            }
        });
        return load;
    }

    /** How much may be on its way: healthy deliveries that each trigger makes, and the most of them. */
    record Backlog(int perTrigger, int most) {}

    /** So many triggers a second over all connections, each timed from when it should have begun. */
    static Load openLoop(
            Population population, Arrivals arrivals, List<Integer> ports, int connections, double perSecond) {
        Load load = new Load(population, arrivals, ports);
        long interval = (long) (1e9 / perSecond);
        long begin = System.nanoTime();
        load.begin(connections, connection -> new Pace() {
            private long nth = connection;

            @Override
            public long nextStart() {
                long start = begin + nth * interval;
                nth += connections;
                while (!load.stopping && System.nanoTime() < start) {
                    LockSupport.parkNanos(start - System.nanoTime());
                }
                return start;
            }
        });
        return load;
    }

    private interface Pace {
        /** Waits until it is time, and tells when it was. */
        long nextStart();
    }

    private interface PaceOf {
        Pace connection(int number);
    }

    private void begin(int connections, PaceOf paces) {
        for (int i = 0; i < connections; i++) {
            int number = i;
            Pace pace = paces.connection(i);
            threads.add(Thread.ofPlatform()
                    .name("load-" + i)
                    .daemon()
                    .start(() -> fireUntilStopped(number, connections, pace)));
        }
    }

    private long onTheWay(int perTrigger) {
        return accepted.get() * perTrigger - arrivals.distinct();
    }

    /** A connection has groups of its own, so that no two triggers of one group are under way at once. */
    private void fireUntilStopped(int number, int connections, Pace pace) {
        int groups = population.registrations().size();
        List<Integer> own = new ArrayList<>();
        for (int group = number; group < groups; group += connections) {
            own.add(group);
        }
        List<byte[]> requests = own.stream().map(population::trigger).toList();
        try (HttpConnection connection = new HttpConnection(ports.get(number % ports.size()))) {
            for (int nth = 0; !stopping; nth = (nth + 1) % own.size()) {
                long start = pace.nextStart();
                if (!stopping) {
                    fire(connection, own.get(nth), requests.get(nth), start);
                }
            }
        } catch (UncheckedIOException broken) {
            refused.incrementAndGet();
            System.err.println("A connection broke: " + broken.getCause());
        }
    }

    private void fire(HttpConnection connection, int group, byte[] request, long start) {
        arrivals.triggerStarts(group, start);
        Answer answer = connection.send(request);
        if (answer.status() == 201) {
            accepted.incrementAndGet();
        } else {
            refused.incrementAndGet();
            arrivals.triggerRefused(group);
            Pause.millis(50);
        }
    }

    long accepted() {
        return accepted.get();
    }

    long refused() {
        return refused.get();
    }

    /** Fires no more, and returns when the last answer is there. */
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
