package dev.jwebhooks.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept connection that costs the driver next to nothing: requests are bytes made beforehand, of answers only the
 * status and the length are read.
 */
final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    HttpConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** An answer. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static byte[] request(String method, String path, String headers, byte[] body) {
        byte[] head = "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(method, path, headers, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    Answer send(byte[] request) {
        try {
            socket.getOutputStream().write(request);
            String line = line();
            int status = Integer.parseInt(line.substring(9, 12));
            int length = 0;
            boolean chunked = false;
            for (line = line(); !line.isEmpty(); line = line()) {
                String header = line.toLowerCase(Locale.ROOT);
                if (header.startsWith("content-length: ")) {
                    length = Integer.parseInt(header.substring(16));
                } else if (header.startsWith("transfer-encoding: chunked")) {
                    chunked = true;
                }
            }
            return new Answer(status, chunked ? chunks() : in.readNBytes(length));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte[] chunks() throws IOException {
        var whole = new java.io.ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            whole.write(in.readNBytes(length));
            line();
            if (length == 0) {
                return whole.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The service closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
