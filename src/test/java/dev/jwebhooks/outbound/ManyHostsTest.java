package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ManyHostsTest {
    private static final int MOST_CONNECTIONS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final PoolingHttpClientConnectionManager connections = HttpClientFactory.connections(
            new OutboundSettings(MOST_CONNECTIONS), new BoundedDns(), Duration.ofMinutes(1));
    private final OutboundHttp http = OutboundHttp.on(connections, connections);
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Semaphore atOnce = new Semaphore(MOST_CONNECTIONS);

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    void ten_thousand_hosts_share_the_connections_and_leave_nothing() {
        try (Listener hosts = Listener.start(ManyHostsTest::answerUntilClosed);
                ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 10_000)
                    .mapToObj(i -> requests.submit(() -> post("127.0." + i / 250 + "." + (i % 250 + 1), hosts)))
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.get())
                            .isInstanceOfSatisfying(
                                    Answer.Answered.class,
                                    answered -> assertThat(answered.took()).isLessThan(Duration.ofSeconds(2))));
            assertThat(hosts.connections()).isEqualTo(10_000);
            assertThat(mostOpen.get()).isLessThanOrEqualTo(MOST_CONNECTIONS);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(hosts.open()).isZero());
            assertThat(connections.getRoutes()).isEmpty();
            assertThat(connections.getTotalStats().getAvailable()).isZero();
        }
    }

    private Answer post(String host, Listener hosts) throws InvalidEndpoint, InterruptedException {
        Endpoint endpoint = Endpoint.parse("http://" + host + ":" + hosts.port() + "/");
        atOnce.acquire();
        try {
            return http.post(endpoint, List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED);
        } finally {
            var stats = connections.getTotalStats();
            mostOpen.accumulateAndGet(stats.getLeased() + stats.getAvailable(), Math::max);
            atOnce.release();
        }
    }

    private static void answerUntilClosed(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] request = new byte[1_024];
        while (in.read(request) >= 0) {
            socket.getOutputStream().write(OK);
        }
    }
}
