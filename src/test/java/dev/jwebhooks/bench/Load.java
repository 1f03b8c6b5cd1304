package dev.jwebhooks.bench;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Fires webhooks from many connections at once: as fast as they are delivered ({@link #closedLoop}), or at a steady
 * rate whatever the answers take ({@link #openLoop}). Runs until it is closed.
 */
final class Load implements AutoCloseable {
    private final Side side;
    private final int connections;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    private Load(Side side, int connections) {
        this.side = side;
        this.connections = connections;
    }

    /**
     * Each connection fires the next trigger when it has the answer to the one before, while no more than so many
     * deliveries are on their way.
     */
    static Load closedLoop(Side side, int connections, int mostOnTheWay) {
        Load load = new Load(side, connections);
        load.begin(_ -> () -> {
            while (!load.stopping && side.arrivals().missing() > mostOnTheWay) {
                LockSupport.parkNanos(200_000);
            }
            return System.nanoTime();
        });
        return load;
    }

    /** So many triggers a second over all connections, each timed from when it should have begun. */
    static Load openLoop(Side side, int connections, double perSecond) {
        Load load = new Load(side, connections);
        load.begin(connection -> Pace.steady(perSecond, connection, connections));
        return load;
    }

    private void begin(IntFunction<Pace> paces) {
        for (int i = 0; i < connections; i++) {
            int number = i;
            Pace pace = paces.apply(i);
            threads.add(Thread.ofPlatform().name("load-" + i).daemon().start(() -> fireUntilStopped(number, pace)));
        }
    }

    /** A connection has groups of its own, so that no two triggers of one group are under way at once. */
    private void fireUntilStopped(int number, Pace pace) {
        Population population = side.population();
        List<Integer> own = new ArrayList<>();
        for (int group = number; group < population.registrations().size(); group += connections) {
            own.add(group);
        }
        List<byte[]> requests = own.stream().map(population::trigger).toList();
        try (HttpConnection connection = new HttpConnection(side.installation().port(number))) {
            for (int nth = 0; !stopping; nth = (nth + 1) % own.size()) {
                long start = pace.nextStart();
                if (!stopping) {
                    side.fire(connection, own.get(nth), requests.get(nth), start);
                }
            }
        } catch (UncheckedIOException broken) {
            System.err.println("A connection broke: " + broken.getCause());
        }
    }

    /** Fires no more, and returns when the last answer is there. */
    @Override
    public void close() {
        stopping = true;
        Pause.untilEnded(threads);
    }
}
