package dev.jwebhooks.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint from its first byte on, at every address of this machine; it reads nothing by itself. */
final class Listener implements AutoCloseable {
    private final ServerSocket listener;
    private final Conversation conversation;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private Listener(ServerSocket listener, Conversation conversation) {
        this.listener = listener;
        this.conversation = conversation;
    }

    /** What is done with a connection, which is closed after it. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    static Listener start(Conversation conversation) {
        try {
            ServerSocket socket = new ServerSocket();
            // Little, so that a large body cannot vanish in the buffers of the system.
            socket.setReceiveBufferSize(4_096);
            socket.bind(new InetSocketAddress("0.0.0.0", 0), 4_096);
            Listener listener = new Listener(socket, conversation);
            Thread.startVirtualThread(listener::accept);
            return listener;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections were made so far. */
    int connections() {
        return connections.get();
    }

    /** How many are open now. */
    int open() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> hold(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void hold(Socket socket) {
        try (socket) {
            conversation.hold(socket);
        } catch (IOException hungUp) {
            // As clients do that had enough.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
