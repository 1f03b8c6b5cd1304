package dev.jwebhooks.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.LenientHttpResponseParser;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * A connection that two things end which do not end the library's own. Bytes behind an answer: they would count as the
 * answer to the next request (RFC 9112, 9.2). And a deadline while it is made: the next address of the host would be
 * tried, without a deadline.
 */
final class EndpointConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    /** Whether its server has hung up is asked only after so long, as that takes a millisecond. */
    private static final Duration ASKED_AFTER = Duration.ofMillis(200);

    private final Parser parser;
    private volatile boolean closed;
    private long idleSince = System.nanoTime();

    EndpointConnection(Http1Config limits) {
        this(limits, new Parser(limits));
    }

    private EndpointConnection(Http1Config limits, Parser parser) {
        super(limits, null, null, null, null, null, _ -> parser);
        this.parser = parser;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
        refuseIfClosed(socket);
    }

    @Override
    public void bind(SSLSocket secure, Socket socket) throws IOException {
        super.bind(secure, socket);
        refuseIfClosed(socket);
    }

    private void refuseIfClosed(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            throw new SocketException("The connection was closed while it was made");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }

    /** Called before each request but the first, so it waits only where the one before ended a while ago. */
    @Override
    public boolean isStale() throws IOException {
        boolean idled = System.nanoTime() - idleSince > ASKED_AFTER.toNanos();
        // In this order: what the first meets instead of an end goes to the buffer.
        return (idled && super.isStale()) || hasUnread();
    }

    private boolean hasUnread() throws IOException {
        SocketHolder sockets = ensureOpen();
        return parser.hasUnread()
                || sockets.getInputStream().available() > 0
                // With TLS, what is not decrypted yet.
                || (sockets.getSSLSocket() != null
                        && sockets.getBaseSocket().getInputStream().available() > 0);
    }

    @Override
    public void passivate() {
        idleSince = System.nanoTime();
    }

    @Override
    public void activate() {
        // Nothing was changed when it became idle.
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    /** Sees the connection's buffer, which nobody else is shown. */
    private static final class Parser extends LenientHttpResponseParser {
        private @Nullable SessionInputBuffer last;

        Parser(Http1Config limits) {
            super(limits);
        }

        @Override
        public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
            last = buffer;
            return super.parse(buffer, in);
        }

        boolean hasUnread() {
            return last != null && last.length() > 0;
        }
    }
}
