package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.service.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends on a connection that has no request under way. */
class KeptConnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String EMPTY_OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String UNASKED = "HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n";

    private final OutboundHttp http = OutboundHttp.create(new OutboundSettings(10), new BoundedDns());

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EMPTY_OK,
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
            })
    void a_second_answer_right_behind_the_first_is_not_that_of_the_next_request(String first) {
        try (RawServer server = RawServer.start((_, socket) -> RawServer.write(socket, first + UNASKED))) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(http, server.url("/"))).isBetween(200, 204);
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void an_answer_that_comes_while_nobody_asks_is_not_that_of_the_next_request() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch unaskedIsThere = new CountDownLatch(1);
        try (RawServer server = RawServer.start((request, socket) -> {
            RawServer.write(socket, EMPTY_OK);
            if (request.contains("/first")) {
                waitFor(answered);
                RawServer.write(socket, UNASKED);
                unaskedIsThere.countDown();
            }
        })) {
            assertThat(status(http, server.url("/first"))).isEqualTo(200);
            answered.countDown();
            unaskedIsThere.await();

            assertThat(status(http, server.url("/next"))).isEqualTo(200);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void with_tls_too_a_connection_is_kept_only_while_nothing_comes_unasked(@TempDir Path directory) throws Exception {
        TlsServer tls = TlsServer.withCertificateFor("localhost", directory);
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of(EMPTY_OK, EMPTY_OK, EMPTY_OK + UNASKED, EMPTY_OK));
        try (Listener listener = Listener.start(socket -> tls.answer(socket, answers::remove));
                OutboundHttp trusting = tls.trusted(new OutboundSettings(10))) {
            String url = "https://localhost:" + listener.port() + "/";
            for (int i = 0; i < 3; i++) {
                assertThat(status(trusting, url)).isEqualTo(200);
            }
            assertThat(listener.connections()).isEqualTo(1);

            assertThat(status(trusting, url)).isEqualTo(200);
            assertThat(listener.connections()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(listener.open()).isEqualTo(1));
        }
    }

    private static int status(OutboundHttp http, String url) {
        try {
            Answer answer = http.post(Endpoint.parse(url), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED);
            assertThat(answer).isInstanceOf(Answered.class);
            return ((Answered) answer).status();
        } catch (InvalidEndpoint invalid) {
            throw new AssertionError(invalid);
        }
    }
}
