package dev.jwebhooks.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes the clients, with everything off that would act on its own. */
final class HttpClientFactory {
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8_192).build();
    // No request has longer; each has a shorter deadline of its own, which cuts it off.
    private static final Timeout LONGEST_REQUEST = Timeout.ofMinutes(5);
    // Common servers drop idle connections after 5 s and more; one dropped as it is used costs a second request.
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(4);

    private HttpClientFactory() {}

    /** Keeps connections for the requests that follow. */
    static CloseableHttpClient keeping(PoolingHttpClientConnectionManager connections) {
        return on(connections)
                .setKeepAliveStrategy(keepAlive())
                .evictExpiredConnections()
                .evictIdleConnections(LONGEST_IDLE)
                .build();
    }

    /** Makes a connection for each request and keeps none. */
    static CloseableHttpClient keepingNone(PoolingHttpClientConnectionManager connections) {
        return on(connections).setConnectionReuseStrategy((_, _, _) -> false).build();
    }

    private static HttpClientBuilder on(PoolingHttpClientConnectionManager connections) {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(LONGEST_REQUEST)
                        .build())
                .setUserAgent("JWebhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    /** @param longestKept after which no request begins on a connection, however many come on it one after the other */
    static PoolingHttpClientConnectionManager connections(
            OutboundSettings settings, DnsResolver dns, Duration longestKept) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setMaxConnTotal(settings.maxConnections())
                // Many accounts may live on one host; how many requests one endpoint gets is bounded elsewhere.
                .setMaxConnPerRoute(settings.maxConnections())
                .setConnectionFactory(HttpClientFactory::connection)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(LONGEST_REQUEST)
                        .setTimeToLive(TimeValue.of(longestKept))
                        // The deadline ends a read; a timer for each would cost a quarter of the whole request.
                        .setSocketTimeout(Timeout.DISABLED)
                        // Each time: it costs a look that waits for nothing.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    private static ManagedHttpClientConnection connection(@Nullable Socket socket) throws IOException {
        EndpointConnection connection = new EndpointConnection(LIMITS);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    private static ConnectionKeepAliveStrategy keepAlive() {
        return (response, context) -> {
            TimeValue told = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
            long seconds = told.toSeconds();
            boolean shorter = seconds >= 0 && seconds < LONGEST_IDLE.convert(TimeUnit.SECONDS);
            return shorter ? TimeValue.ofSeconds(seconds) : LONGEST_IDLE;
        };
    }
}
