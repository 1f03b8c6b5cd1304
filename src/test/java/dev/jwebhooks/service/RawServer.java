package dev.jwebhooks.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** An endpoint that writes what no library would: drips, garbage, answers without an end. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
    }

    /** What is done with a connection; called once for each request that comes on it. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(String request, Socket socket) throws IOException;
    }

    public static RawServer start(Behaviour behaviour) {
        try {
            RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
            Thread.startVirtualThread(server::accept);
            return server;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Writes the text, waiting so long before each byte of it. */
    public static void drip(Socket socket, String text, Duration pause) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte character : text.getBytes(StandardCharsets.ISO_8859_1)) {
            LockSupport.parkNanos(pause.toNanos());
            out.write(character);
            out.flush();
        }
    }

    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Writes the beginning, and then the rest again and again until the other side has had enough. */
    public static void writeForEver(Socket socket, String beginning, String rest) throws IOException {
        write(socket, beginning);
        byte[] bytes = rest.getBytes(StandardCharsets.ISO_8859_1);
        while (!socket.isClosed()) {
            socket.getOutputStream().write(bytes);
        }
    }

    public static void keepSilent() {
        LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    /** The heads of the requests that came. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String request = head(socket); !request.isEmpty(); request = head(socket)) {
                requests.add(request);
                behaviour.answer(request, socket);
            }
        } catch (IOException hungUp) {
            // As clients do that had enough.
        }
    }

    /** Up to the empty line, and a body of as many bytes as it announces; empty at the end of the connection. */
    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                in.readNBytes(contentLength(head.toString()));
                return head.toString();
            }
        }
        return "";
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .findFirst()
                .orElse(0);
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
