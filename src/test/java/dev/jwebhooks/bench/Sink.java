package dev.jwebhooks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of all subscribers, on one thread and one selector (epoll on Linux). What an endpoint does is in its
 * path, {@code /<behaviour>/<channel>/<group>/<endpoint>}; see {@link Behaviour}.
 */
final class Sink implements AutoCloseable {
    /** So many addresses of the loopback network, from 127.0.0.1 on. */
    static final int HOSTS = 100;

    private final Selector selector;
    private final List<ServerSocketChannel> servers;
    private final Thread thread;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));
    private final Map<Integer, Arrivals> channels = new ConcurrentHashMap<>();
    private final AtomicInteger lastChannel = new AtomicInteger();
    private volatile boolean closed;

    /** What an endpoint does with a POST. */
    enum Behaviour {
        /** Answers 200 at once. */
        OK(true),
        /** Answers 200 after 50 ms. */
        TARDY(true),
        /** Answers 200 after two seconds. */
        SLOW(true),
        /** Answers nothing. */
        HANG(false),
        /** Answers a byte a second. */
        DRIP(false),
        /** Answers 500 at once. */
        ERROR(false),
        /** Takes no connection. */
        REFUSE(false);

        private final boolean healthy;

        Behaviour(boolean healthy) {
            this.healthy = healthy;
        }

        /** Whether what it gets counts as delivered. */
        boolean healthy() {
            return healthy;
        }
    }

    private record Timer(long at, Runnable action) {}

    private Sink(Selector selector, List<ServerSocketChannel> servers) {
        this.selector = selector;
        this.servers = servers;
        this.thread = Thread.ofPlatform().name("sink").daemon().unstarted(this::loop);
    }

    static Sink start() {
        try {
            Selector selector = Selector.open();
            List<ServerSocketChannel> servers = new ArrayList<>();
            int port = 0;
            for (int host = 0; host < HOSTS; host++) {
                servers.add(listen(selector, new InetSocketAddress(InetAddress.getByName(address(host)), port)));
                port = servers.getFirst().socket().getLocalPort();
            }
            Sink sink = new Sink(selector, servers);
            sink.thread.start();
            return sink;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static ServerSocketChannel listen(Selector selector, InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(address, 4_096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT, server);
        return server;
    }

    private static String address(int host) {
        return "127.0.0." + (1 + host % HOSTS);
    }

    int port() {
        return servers.getFirst().socket().getLocalPort();
    }

    /** A number that the paths of one population begin with. */
    int newChannel() {
        return lastChannel.incrementAndGet();
    }

    String url(Behaviour behaviour, int channel, int group, int endpoint, int host) {
        return "http://%s:%d/%s/%d/%d/%d"
                .formatted(
                        address(host),
                        behaviour == Behaviour.REFUSE ? 1 : port(),
                        behaviour.name().toLowerCase(Locale.ROOT),
                        channel,
                        group,
                        endpoint);
    }

    /** Where to count what comes on this channel. */
    void countIn(int channel, Arrivals arrivals) {
        channels.put(channel, arrivals);
    }

    @Nullable
    Arrivals arrivals(int channel) {
        return channels.get(channel);
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
        } else if (key.attachment() instanceof ServerSocketChannel server) {
            accept(server);
        }
    }

    private void accept(ServerSocketChannel server) {
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
            for (ServerSocketChannel server : servers) {
                server.close();
            }
            selector.close();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
