package dev.jwebhooks.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.URIAuthority;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sends requests. Call it from a virtual thread, which it blocks until the answer or the deadline. */
public final class OutboundHttp implements AutoCloseable {
    // So much of an answer nobody asked for is read to keep the connection, which is cheaper than a new one.
    private static final int DRAINED = 64 * 1024;
    // A name that leads elsewhere is followed by then, also where requests come too often for a connection to be idle.
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(1);

    private final CloseableHttpClient keeping;
    private final CloseableHttpClient keepingNone;
    private final ScheduledThreadPoolExecutor deadlines;

    private OutboundHttp(CloseableHttpClient keeping, CloseableHttpClient keepingNone) {
        this.keeping = keeping;
        this.keepingNone = keepingNone;
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
        // Else each request would be kept until the deadline it never needed.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    static OutboundHttp create(OutboundSettings settings, DnsResolver dns) {
        return create(settings, dns, LONGEST_KEPT);
    }

    static OutboundHttp create(OutboundSettings settings, DnsResolver dns, Duration longestKept) {
        return on(
                HttpClientFactory.connections(settings, dns, longestKept),
                HttpClientFactory.connections(settings, dns, longestKept));
    }

    static OutboundHttp on(PoolingHttpClientConnectionManager kept, PoolingHttpClientConnectionManager notKept) {
        return new OutboundHttp(HttpClientFactory.keeping(kept), HttpClientFactory.keepingNone(notKept));
    }

    /** POSTs JSON. The status counts from the end of the headers, even if the deadline meets the body. */
    public Answer post(Endpoint endpoint, List<Header> headers, byte[] body, Duration timeout, Reuse reuse) {
        Supplier<HttpUriRequestBase> request = () -> {
            HttpUriRequestBase post = request("POST", endpoint);
            post.setHeader("Accept", "application/json");
            headers.forEach(header -> post.setHeader(header.name(), header.value()));
            post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON.withCharset((String) null)));
            return post;
        };
        return send(new Call(request, endpoint, DRAINED, Deadline.in(timeout)), reuse);
    }

    /** GETs up to that many bytes. An answer whose body is not over by the deadline is none. */
    public Answer get(Endpoint endpoint, Duration timeout, int maxBody) {
        Answer answer =
                send(new Call(() -> request("GET", endpoint), endpoint, maxBody, Deadline.in(timeout)), Reuse.ALLOWED);
        boolean cutOff = answer instanceof Answer.Answered && answer.took().compareTo(timeout) >= 0;
        return cutOff
                ? new Answer.Unanswered(
                        Answer.Reason.TIMED_OUT, "no whole answer in time", answer.took(), answer.requests())
                : answer;
    }

    private static HttpUriRequestBase request(String method, Endpoint endpoint) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, java.net.URI.create("/"));
        request.setScheme(endpoint.target().getSchemeName());
        request.setAuthority(new URIAuthority(
                endpoint.target().getHostName(), endpoint.target().getPort()));
        request.setPath(endpoint.path());
        if (endpoint.authorization() != null) {
            request.setHeader("Authorization", endpoint.authorization());
        }
        return request;
    }

    private Answer send(Call call, Reuse reuse) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("No transaction may be open while an endpoint is waited for");
        }
        return call.deadline.bind(() -> switch (reuse) {
            case ALLOWED -> sendOnKept(call);
            case NEVER -> sendOnNew(call, 1);
        });
    }

    private Answer sendOnKept(Call call) {
        HttpClientContext context = HttpClientContext.create();
        try {
            return exchange(keeping, call.request.get(), call, context).answer(1);
        } catch (IOException failure) {
            return isStale(failure, context) && !call.deadline.isOver()
                    ? sendOnNew(call, 2)
                    : FailureReason.of(failure, call.deadline, 1);
        }
    }

    private Answer sendOnNew(Call call, int requests) {
        try {
            HttpUriRequestBase request = call.request.get();
            request.setHeader("Connection", "close");
            return exchange(keepingNone, request, call, HttpClientContext.create())
                    .answer(requests);
        } catch (IOException failure) {
            return FailureReason.of(failure, call.deadline, requests);
        }
    }

    /** Whether a kept connection broke without a byte of an answer. */
    private static boolean isStale(IOException failure, HttpClientContext context) {
        EndpointDetails connection = context.getEndpointDetails();
        boolean kept = connection != null && connection.getRequestCount() > 1;
        return kept
                && context.getResponse() == null
                && (failure instanceof NoHttpResponseException || failure instanceof SocketException);
    }

    private Exchanged exchange(
            CloseableHttpClient client, HttpUriRequestBase request, Call call, HttpClientContext context)
            throws IOException {
        Future<?> cutOff = deadlines.schedule(request::cancel, call.deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(call.endpoint.target(), request, context);
            try {
                return answered(response, request, call);
            } finally {
                // Quietly: of a body that stops in the middle it would tell what no longer matters.
                Closer.closeQuietly(response);
            }
        } catch (IllegalStateException released) {
            // The deadline came just between the taking of a connection and its use, which the client takes for a
            // fault.
            if (request.isCancelled()) {
                throw new ConnectionReleased(released);
            }
            throw released;
        } finally {
            cutOff.cancel(false);
        }
    }

    private static final class ConnectionReleased extends IOException {
        private static final long serialVersionUID = 1L;

        ConnectionReleased(IllegalStateException cause) {
            super("the deadline came before the connection was used", cause);
        }
    }

    private static Exchanged answered(ClassicHttpResponse response, HttpUriRequestBase request, Call call) {
        byte[] body = new byte[0];
        boolean truncated = false;
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                body = in.readNBytes(call.maxBody);
                truncated = body.length == call.maxBody && in.read() >= 0;
                if (truncated) {
                    // Closing would read on to the end, and there may be none.
                    request.cancel();
                }
            } catch (IOException brokenOff) {
                // Its status had come, and that is what counts.
                truncated = true;
                request.cancel();
            }
        }
        return new Exchanged(response.getCode(), headers(response), body, truncated, call.deadline.elapsed());
    }

    private static List<Header> headers(ClassicHttpResponse response) {
        org.apache.hc.core5.http.Header[] headers = response.getHeaders();
        List<Header> copied = new ArrayList<>(headers.length);
        for (org.apache.hc.core5.http.Header header : headers) {
            copied.add(new Header(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        return copied;
    }

    /** A request, as often as it has to go out. */
    private record Call(Supplier<HttpUriRequestBase> request, Endpoint endpoint, int maxBody, Deadline deadline) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Exchanged(int status, List<Header> headers, byte[] body, boolean truncated, Duration took) {
        Answer.Answered answer(int requests) {
            return new Answer.Answered(status, headers, body, truncated, took, requests);
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        keeping.close();
        keepingNone.close();
    }
}
