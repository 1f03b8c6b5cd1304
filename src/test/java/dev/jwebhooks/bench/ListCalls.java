package dev.jwebhooks.bench;

import dev.jwebhooks.bench.HttpConnection.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Subscribers that list their subscriptions, at a steady rate, each call timed from when it should have begun. */
final class ListCalls implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    private final Side side;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private Histogram latencies = new Histogram(3);
    private volatile boolean stopping;

    private ListCalls(Side side) {
        this.side = side;
    }

    static ListCalls start(Side side, double perSecond) {
        ListCalls list = new ListCalls(side);
        for (int i = 0; i < CONNECTIONS; i++) {
            Pace pace = Pace.steady(perSecond, i, CONNECTIONS);
            list.threads.add(Thread.ofPlatform().name("list-" + i).daemon().start(() -> list.callUntilStopped(pace)));
        }
        return list;
    }

    private void callUntilStopped(Pace pace) {
        Population.Shape shape = side.population().shape();
        try (HttpConnection connection = new HttpConnection(side.installation().port(0))) {
            while (!stopping) {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                byte[] request = request(random.nextInt(shape.groups()), random.nextInt(shape.subscribers()));
                long start = pace.nextStart();
                count(connection.send(request), System.nanoTime() - start);
            }
        }
    }

    private byte[] request(int group, int nth) {
        Population population = side.population();
        return HttpConnection.request(
                "GET",
                "/v1/webhook/subscription?start=0&limit=10",
                population.credentials(population.subscriber(group, nth)),
                new byte[0]);
    }

    private synchronized void count(Answer answer, long nanos) {
        calls.incrementAndGet();
        latencies.recordValue(nanos / 1_000);
        if (answer.status() != 200 || !contains(answer.body(), "registration_id")) {
            wrong.incrementAndGet();
        }
    }

    private static boolean contains(byte[] body, String text) {
        return new String(body, StandardCharsets.US_ASCII).contains(text);
    }

    /** The latencies since it was last asked, in microseconds. */
    synchronized Histogram takeLatencies() {
        Histogram taken = latencies;
        latencies = new Histogram(3);
        return taken;
    }

    long calls() {
        return calls.get();
    }

    /** Answers that were not a list with something in it. */
    long wrong() {
        return wrong.get();
    }

    @Override
    public void close() {
        stopping = true;
        Pause.untilEnded(threads);
    }
}
