package dev.jwebhooks.fault;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What endpoints write, good and bad. */
final class Replies {
    private static final byte[] ERROR = bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] GARBAGE = bytes("\0\1\2 this is no HTTP at all\r\n\r\n");
    private static final byte[] ENDLESS = bytes("HTTP/1.1 200 OK\r\n\r\n");
    private static final byte[] MORE = new byte[8_192];

    private Replies() {}

    static byte[] ok(String body) {
        return bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static void to(Socket socket, Manner manner) throws IOException {
        switch (manner) {
            case HEALTHY, FLAKY -> write(socket, ok(""));
            case ERROR -> write(socket, ERROR);
            // Whoever waits hangs up one day.
            case HANG -> socket.getInputStream().readAllBytes();
            case DRIP -> drip(socket);
            case RESET -> reset(socket);
            case GARBAGE -> garbage(socket);
            case ENDLESS -> writeForEver(socket);
        }
    }

    static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static void drip(Socket socket) throws IOException {
        for (byte one : ok("")) {
            Pause.millis(100);
            write(socket, new byte[] {one});
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

    private static void writeForEver(Socket socket) throws IOException {
        write(socket, ENDLESS);
        while (true) {
            write(socket, MORE);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
