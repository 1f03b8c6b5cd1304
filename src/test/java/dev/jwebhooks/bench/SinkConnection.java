package dev.jwebhooks.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection to the sink: reads requests one after the other and answers as their path says. */
final class SinkConnection {
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] ERROR = ascii("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");

    private final Sink sink;
    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocate(8 * 1024);

    private @Nullable Head head;
    private long bodyLeft;
    private byte @Nullable [] body;

    private record Head(String method, String path, int length, String signature, String deliveryId) {
        /** The parts of the path: behaviour, channel, group, endpoint. */
        String part(int nth) {
            return path.split("/", -1)[nth + 1];
        }
    }

    SinkConnection(Sink sink, SocketChannel channel) {
        this.sink = sink;
        this.channel = channel;
    }

    void readable(SelectionKey key) {
        try {
            int read = channel.read(in);
            while (read > 0) {
                in.flip();
                consume();
                in.compact();
                // A full buffer may mean that more is there; anything less is all there was.
                read = in.hasRemaining() && in.position() == 0 && read == in.capacity() ? channel.read(in) : 0;
            }
            if (read < 0) {
                key.cancel();
                channel.close();
            }
        } catch (IOException gone) {
            key.cancel();
            close();
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to do for it.
        }
    }

    private void consume() throws IOException {
        while (in.hasRemaining()) {
            if (head == null && !readHead()) {
                return;
            }
            int take = (int) Math.min(bodyLeft, in.remaining());
            if (body != null) {
                in.get(body, body.length - (int) bodyLeft, take);
            } else {
                in.position(in.position() + take);
            }
            bodyLeft -= take;
            if (bodyLeft > 0) {
                return;
            }
            finish();
        }
    }

    private boolean readHead() {
        byte[] bytes = in.array();
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                String text = new String(bytes, in.position(), i + 1 - in.position(), StandardCharsets.ISO_8859_1);
                in.position(i + 1);
                begin(text);
                return true;
            }
        }
        return false;
    }

    private void begin(String text) {
        int method = text.indexOf(' ');
        String path = text.substring(method + 1, text.indexOf(' ', method + 1));
        String length = header(text, "Content-Length");
        Head next = new Head(
                text.substring(0, method),
                path,
                length.isEmpty() ? 0 : Integer.parseInt(length),
                header(text, "pywebhooks-signature"),
                header(text, "webhook-id"));
        head = next;
        bodyLeft = next.length;
        Arrivals arrivals = counted(next);
        body = arrivals != null && arrivals.wantsBody() ? new byte[next.length] : null;
        if (next.length > in.capacity()) {
            in = ByteBuffer.allocate(256 * 1024).put(in).flip();
        }
    }

    /** By the names the service writes; another receiver would have to ignore their case. */
    private static String header(String text, String name) {
        int at = text.indexOf("\n" + name + ": ");
        return at < 0 ? "" : text.substring(at + name.length() + 3, text.indexOf('\r', at));
    }

    private void finish() throws IOException {
        Head done = java.util.Objects.requireNonNull(head);
        head = null;
        if (done.method.equals("GET")) {
            echo(done.path);
            return;
        }
        Arrivals arrivals = counted(done);
        if (arrivals != null) {
            count(done, arrivals);
        }
        answer(behaviour(done));
    }

    private static Sink.Behaviour behaviour(Head head) {
        return Sink.Behaviour.valueOf(head.part(0).toUpperCase(Locale.ROOT));
    }

    /** Where it counts; null for what is no delivery, and at endpoints that are not healthy. */
    private @Nullable Arrivals counted(Head head) {
        return head.deliveryId.isEmpty() || !behaviour(head).healthy()
                ? null
                : sink.arrivals(Integer.parseInt(head.part(1)));
    }

    private void count(Head done, Arrivals arrivals) {
        arrivals.arrived(
                Integer.parseInt(done.part(2)),
                Integer.parseInt(done.part(3)),
                UUID.fromString(done.deliveryId),
                done.length);
        if (body != null) {
            arrivals.check(body, done.signature);
        }
    }

    private void answer(Sink.Behaviour behaviour) throws IOException {
        switch (behaviour) {
            case OK -> write(OK);
            case ERROR -> write(ERROR);
            case TARDY -> sink.later(50, () -> writeQuietly(OK));
            case SLOW -> sink.later(2_000, () -> writeQuietly(OK));
            case DRIP -> drip(0);
            case HANG, REFUSE -> {}
        }
    }

    private void drip(int from) {
        if (from < OK.length && channel.isOpen()) {
            writeQuietly(Arrays.copyOfRange(OK, from, from + 1));
            sink.later(1_000, () -> drip(from + 1));
        }
    }

    private void echo(String path) throws IOException {
        byte[] echo = ascii("{\"echo\": \"" + path.substring(path.indexOf('=') + 1) + "\"}");
        write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + echo.length + "\r\n\r\n"));
        write(echo);
    }

    private void writeQuietly(byte[] bytes) {
        try {
            write(bytes);
        } catch (IOException gone) {
            close();
        }
    }

    private void write(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
