package dev.jwebhooks.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stands between the service and a server that it needs, and can cut them apart as an outage would. */
public final class TcpProxy implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile boolean frozen;

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

    /** Leaves all connections open and passes nothing on, as a server does that hangs. */
    public void freeze() {
        frozen = true;
    }

    public void mend() {
        away = false;
        frozen = false;
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
            Thread.startVirtualThread(() -> pass(server, client));
            pass(client, server);
        } catch (IOException unreachable) {
            closeQuietly(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8_192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                while (frozen) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                out.write(bytes, 0, count);
            }
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
        frozen = false;
        cut();
        listener.close();
    }
}
