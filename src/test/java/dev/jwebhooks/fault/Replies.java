package dev.jwebhooks.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** What endpoints write, good and bad. */
final class Replies {
    private static final byte[] ERROR = bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] GARBAGE = bytes("\0\1\2 this is no HTTP at all\r\n\r\n");
    private static final byte[] ENDLESS = bytes("HTTP/1.1 200 OK\r\n\r\n");
    private static final byte[] MORE = new byte[8_192];
    private static final byte[] CONTINUE = bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
    private static final byte[] HEADERS = bytes("X-And-Another: one\r\n".repeat(100));
    private static final byte[] BOMB = gzipBomb(256);

    private Replies() {}

    static byte[] ok(String body) {
        return bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static void to(Socket socket, Manner manner, String path) throws IOException {
        switch (manner) {
            case HEALTHY, FLAKY, MOVING, MOODY -> write(socket, ok(""));
            case ERROR -> write(socket, ERROR);
            // Whoever waits hangs up one day.
            case HANG -> socket.getInputStream().readAllBytes();
            case DRIP -> drip(socket);
            case RESET -> reset(socket);
            case GARBAGE -> garbage(socket);
            case ENDLESS -> writeForEver(socket, ENDLESS, MORE);
            case REDIRECT_LOOP -> write(socket, movedTo(path));
            case CONTINUES -> continues(socket);
            case ONLY_CONTINUES -> onlyContinues(socket);
            case GZIP_BOMB -> write(socket, BOMB);
            case ENDLESS_HEADERS -> writeForEver(socket, bytes("HTTP/1.1 200 OK\r\n"), HEADERS);
        }
    }

    static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Without an end: who was frozen meanwhile would find a whole answer, and take it. */
    private static void drip(Socket socket) throws IOException {
        for (byte one : bytes("HTTP/1.1 200 OK\r\nX-Slow: ")) {
            Pause.millis(100);
            write(socket, new byte[] {one});
        }
        while (true) {
            Pause.millis(100);
            write(socket, bytes("x"));
        }
    }

    /** Closed with a linger of nothing, a connection ends with RST. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void garbage(Socket socket) throws IOException {
        write(socket, GARBAGE);
        socket.close();
    }

    private static void writeForEver(Socket socket, byte[] beginning, byte[] more) throws IOException {
        write(socket, beginning);
        while (true) {
            write(socket, more);
        }
    }

    private static byte[] movedTo(String path) {
        return bytes("HTTP/1.1 301 Moved Permanently\r\nLocation: " + path + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static void continues(Socket socket) throws IOException {
        for (int i = 0; i < 10; i++) {
            write(socket, CONTINUE);
        }
        write(socket, ok(""));
    }

    /** With a moment in between: the endpoints share their machine with those who suffer from them. */
    private static void onlyContinues(Socket socket) throws IOException {
        while (true) {
            write(socket, CONTINUE);
            Pause.millis(10);
        }
    }

    /** Of so many parts, which are gzip each and together, of a megabyte when they are inflated. */
    private static byte[] gzipBomb(int parts) {
        try {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(part)) {
                gzip.write(new byte[1 << 20]);
            }
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            reply.writeBytes(bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + parts * part.size()
                    + "\r\n\r\n"));
            for (int i = 0; i < parts; i++) {
                part.writeTo(reply);
            }
            return reply.toByteArray();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
