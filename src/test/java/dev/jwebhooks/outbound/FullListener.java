package dev.jwebhooks.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An endpoint that takes no connection and refuses none: its queue of them is full. */
final class FullListener implements AutoCloseable {
    private static final int TAKEN_WITHIN_MS = 200;

    private final ServerSocket listener;
    private final List<Socket> queued = new ArrayList<>();

    private FullListener(ServerSocket listener) {
        this.listener = listener;
    }

    /** @param port 0 for any */
    static FullListener start(String address, int port) {
        try {
            FullListener full = new FullListener(new ServerSocket(port, 1, InetAddress.getByName(address)));
            full.fill();
            return full;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private void fill() throws IOException {
        try {
            while (true) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(new InetSocketAddress(listener.getInetAddress(), port()), TAKEN_WITHIN_MS);
            }
        } catch (SocketTimeoutException itIsFull) {
            // As wanted.
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queued) {
                socket.close();
            }
            listener.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
