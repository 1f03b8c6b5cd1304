package dev.jwebhooks.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
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

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    OutboundHttp(CloseableHttpClient client) {
        this.client = client;
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
        // Else each request would be kept until the deadline it never needed.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** POSTs JSON. The status counts from the end of the headers, even if the deadline meets the body. */
    public Answer post(Endpoint endpoint, List<Header> headers, byte[] body, Duration timeout) {
        return send(
                timeout,
                DRAINED,
                () -> {
                    HttpUriRequestBase request = request("POST", endpoint);
                    request.setHeader("Accept", "application/json");
                    headers.forEach(header -> request.setHeader(header.name(), header.value()));
                    request.setEntity(
                            new ByteArrayEntity(body, ContentType.APPLICATION_JSON.withCharset((String) null)));
                    return request;
                },
                endpoint);
    }

    /** GETs up to that many bytes. An answer whose body is not over by the deadline is none. */
    public Answer get(Endpoint endpoint, Duration timeout, int maxBody) {
        Answer answer = send(timeout, maxBody, () -> request("GET", endpoint), endpoint);
        boolean cutOff = answer instanceof Answer.Answered && answer.took().compareTo(timeout) >= 0;
        return cutOff
                ? new Answer.Unanswered(Answer.Reason.TIMED_OUT, "no whole answer in time", answer.took())
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

    private Answer send(Duration timeout, int maxBody, Supplier<HttpUriRequestBase> request, Endpoint endpoint) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("No transaction may be open while an endpoint is waited for");
        }
        Deadline deadline = Deadline.in(timeout);
        return deadline.bind(() -> {
            while (true) {
                HttpClientContext context = HttpClientContext.create();
                try {
                    return exchange(request.get(), endpoint, maxBody, context, deadline);
                } catch (IOException failure) {
                    if (!isStale(failure, context) || deadline.isOver()) {
                        return FailureReason.of(failure, deadline);
                    }
                }
            }
        });
    }

    /**
     * Whether a kept connection broke without a byte of an answer: its server had most likely closed it, so the request
     * goes out once more. A server that stops closes all of them at once, so the next may be such a one too; each is
     * tried but once. It is no retry of a failed attempt, and receivers can tell by the delivery's id.
     */
    private static boolean isStale(IOException failure, HttpClientContext context) {
        EndpointDetails connection = context.getEndpointDetails();
        boolean kept = connection != null && connection.getRequestCount() > 1;
        return kept
                && context.getResponse() == null
                && (failure instanceof NoHttpResponseException || failure instanceof SocketException);
    }

    private Answer exchange(
            HttpUriRequestBase request, Endpoint endpoint, int maxBody, HttpClientContext context, Deadline deadline)
            throws IOException {
        Future<?> cutOff = deadlines.schedule(request::cancel, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(endpoint.target(), request, context);
            try {
                return answered(response, request, maxBody, deadline);
            } finally {
                // Quietly: of a body that stops in the middle it would tell what no longer matters.
                Closer.closeQuietly(response);
            }
        } finally {
            cutOff.cancel(false);
        }
    }

    private static Answer answered(
            ClassicHttpResponse response, HttpUriRequestBase request, int maxBody, Deadline deadline) {
        byte[] body = new byte[0];
        boolean truncated = false;
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                body = in.readNBytes(maxBody);
                truncated = body.length == maxBody && in.read() >= 0;
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
        return new Answer.Answered(response.getCode(), body, truncated, deadline.elapsed());
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
