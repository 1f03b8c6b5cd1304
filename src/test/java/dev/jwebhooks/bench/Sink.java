package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of all subscribers, on one thread and one selector (epoll on Linux). What an endpoint does is in its
 * path, {@code /<behaviour>/<group>/<endpoint>}; see {@link Behaviour}.
 */
final class Sink implements AutoCloseable {
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));
    private volatile @Nullable Arrivals arrivals;
    private volatile boolean closed;

    /** What an endpoint does with a POST. */
    enum Behaviour {
        /** Answers 200 at once. */
        OK,
        /** Answers 200 after two seconds. */
        SLOW,
        /** Answers nothing. */
        HANG,
        /** Answers a byte a second. */
        DRIP,
        /** Answers 500 at once. */
        ERROR;

        String path(int group, int endpoint) {
            return "/" + name().toLowerCase(java.util.Locale.ROOT) + "/" + group + "/" + endpoint;
        }
    }

    private record Timer(long at, Runnable action) {}

    private Sink(Selector selector, ServerSocketChannel server) {
        this.selector = selector;
        this.server = server;
        this.thread = Thread.ofPlatform().name("sink").daemon().unstarted(this::loop);
    }

    static Sink start() {
        try {
            Selector selector = Selector.open();
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Sink sink = new Sink(selector, server);
            sink.thread.start();
            return sink;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    String url(Behaviour behaviour, int group, int endpoint) {
        return "http://127.0.0.1:" + port() + behaviour.path(group, endpoint);
    }

    /** Where to count from now on. */
    void countIn(Arrivals now) {
        arrivals = now;
    }

    @Nullable
    Arrivals arrivals() {
        return arrivals;
    }

    long threadId() {
        return thread.threadId();
    }

    /** On the sink's own thread, after so long. */
    void later(long millis, Runnable action) {
        timers.add(new Timer(System.nanoTime() + millis * 1_000_000, action));
    }

    private void loop() {
        try {
            while (!closed) {
                Timer next = timers.peek();
                selector.select(
                        this::ready,
                        next == null ? 100 : Math.clamp((next.at - System.nanoTime()) / 1_000_000, 1, 100));
                for (Timer due = timers.peek(); due != null && due.at <= System.nanoTime(); due = timers.peek()) {
                    timers.remove().action.run();
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof SinkConnection connection) {
            connection.readable(key);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, new SinkConnection(this, channel));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            server.close();
            selector.close();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
