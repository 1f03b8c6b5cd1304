package dev.jwebhooks.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between the service and a server that it needs, and can cut them apart as an outage would. */
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    private TcpProxy(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    public static TcpProxy to(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(
                    new InetSocketAddress(host, port), new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            Thread.startVirtualThread(proxy::accept);
            return proxy;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks what is connected, and whatever connects from now on. */
    public void cut() {
        away = true;
        open.forEach(TcpProxy::closeQuietly);
    }

    public void mend() {
        away = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (away) {
                    closeQuietly(client);
                } else {
                    Thread.startVirtualThread(() -> connect(client));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(target.getAddress(), target.getPort());
            open.add(client);
            open.add(server);
            Thread.startVirtualThread(() -> copy(server, client));
            copy(client, server);
        } catch (IOException unreachable) {
            closeQuietly(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException cut) {
            // Either side is gone, and so is the other now.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listener.close();
    }
}
