package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.outbound.Answer.Reason;
import dev.jwebhooks.outbound.Answer.Unanswered;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.RawServer.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Execution(ExecutionMode.CONCURRENT)
class OutboundHttpTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration SLACK = Duration.ofMillis(900);
    private static final Duration DRIP = Duration.ofMillis(50);
    private static final int MAX_BODY = 64 * 1024;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final Map<String, Behaviour> HOSTILE = Map.ofEntries(
            Map.entry("silence", (_, _) -> RawServer.keepSilent()),
            Map.entry("drips its head", (_, socket) -> RawServer.drip(socket, OK.repeat(10), DRIP)),
            Map.entry("drips its body", (_, socket) -> {
                RawServer.write(socket, OK + "Content-Length: 1000\r\n\r\n");
                RawServer.drip(socket, "x".repeat(1000), DRIP);
            }),
            Map.entry("stops in its body", (_, socket) -> {
                RawServer.write(socket, OK + "Content-Length: 1000\r\n\r\nx");
                RawServer.keepSilent();
            }),
            Map.entry("breaks off its body", (_, socket) -> {
                RawServer.write(socket, OK + "Content-Length: 1000\r\n\r\nx");
                socket.close();
            }),
            Map.entry("headers without end", (_, socket) -> RawServer.writeForEver(socket, OK, "a: b\r\n")),
            Map.entry("a header without end", (_, socket) -> RawServer.writeForEver(socket, OK + "a: ", "b")),
            Map.entry("a body without end", (_, socket) -> RawServer.writeForEver(socket, OK + "\r\n", "b")),
            Map.entry(
                    "chunks without end",
                    (_, socket) ->
                            RawServer.writeForEver(socket, OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nb\r\n")),
            Map.entry(
                    "hints without end",
                    (_, socket) -> RawServer.writeForEver(socket, "", "HTTP/1.1 103 Early Hints\r\n\r\n")),
            Map.entry("no HTTP", (_, socket) -> RawServer.write(socket, "220 smtp.example ESMTP\r\n\r\n")),
            Map.entry("a reset", (_, socket) -> reset(socket)),
            Map.entry("hangs up", (_, socket) -> socket.close()));

    private final OutboundHttp http = OutboundHttp.create(new OutboundSettings(10), new BoundedDns());

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        silence             | TIMED_OUT | TIMED_OUT
        drips its head      | TIMED_OUT | TIMED_OUT
        drips its body      | TIMED_OUT | 200
        stops in its body   | TIMED_OUT | 200
        breaks off its body | truncated | 200
        headers without end | BROKEN    | BROKEN
        a header without end| BROKEN    | BROKEN
        a body without end  | truncated | 200
        chunks without end  | truncated | 200
        hints without end   | TIMED_OUT | TIMED_OUT
        no HTTP             | TIMED_OUT | TIMED_OUT
        a reset             | BROKEN    | BROKEN
        hangs up            | BROKEN    | BROKEN
        """)
    void whatever_an_endpoint_does_the_time_and_the_memory_it_takes_are_bounded(
            String behaviour, String got, String posted) {
        try (RawServer server = RawServer.start(HOSTILE.getOrDefault(behaviour, (_, _) -> {}))) {
            Answer toGet = http.get(endpoint(server.url("/")), TIMEOUT, MAX_BODY);
            Answer toPost = http.post(endpoint(server.url("/")), List.of(), new byte[0], TIMEOUT, Reuse.ALLOWED);

            assertThat(describe(toGet)).isEqualTo(got);
            assertThat(toGet.took()).isLessThan(TIMEOUT.plus(SLACK));
            assertThat(toPost instanceof Answered answered ? Integer.toString(answered.status()) : describe(toPost))
                    .isEqualTo(posted);
            assertThat(toPost.took()).isLessThan(TIMEOUT.plus(SLACK));
        }
    }

    private static String describe(Answer answer) {
        return switch (answer) {
            case Unanswered none -> none.reason().name();
            case Answered answered -> answered.truncated() ? "truncated" : Integer.toString(answered.status());
        };
    }

    @Test
    void no_more_of_a_body_is_read_than_allowed() {
        Behaviour endless = (_, socket) -> RawServer.writeForEver(socket, OK + "\r\n", "b");
        try (RawServer server = RawServer.start(endless)) {
            assertThat(http.get(endpoint(server.url("/")), TIMEOUT, MAX_BODY))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(answered.body()).hasSize(MAX_BODY));
        }
    }

    @Test
    void a_redirect_is_not_followed() {
        try (RawServer elsewhere = RawServer.start((_, socket) -> answer(socket, ""));
                RawServer server = RawServer.start((_, socket) -> RawServer.write(
                        socket,
                        "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url("/") + "\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(describe(http.get(endpoint(server.url("/")), TIMEOUT, MAX_BODY)))
                    .isEqualTo("302");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void what_is_compressed_stays_so() {
        Behaviour compressed =
                (_, socket) -> RawServer.write(socket, OK + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbomb");
        try (RawServer server = RawServer.start(compressed)) {
            Answer answer = http.get(endpoint(server.url("/")), TIMEOUT, MAX_BODY);

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(answered.body())
                                    .asString(StandardCharsets.US_ASCII)
                                    .isEqualTo("bomb"));
            assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void why_no_connection_was_made_is_told() throws IOException {
        String closed;
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> sayPlainly(plain));
            closed = "http://127.0.0.1:" + plain.getLocalPort() + "/";
            assertThat(reason(closed.replace("http:", "https:"))).isEqualTo(Reason.TLS);
        }
        assertThat(reason(closed)).isEqualTo(Reason.REFUSED);
        assertThat(reason("http://no-such-host.invalid/")).isEqualTo(Reason.UNRESOLVED);
    }

    private static void sayPlainly(ServerSocket server) {
        try (Socket socket = server.accept()) {
            RawServer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private Reason reason(String url) {
        Answer answer = http.get(endpoint(url), Duration.ofSeconds(5), MAX_BODY);
        assertThat(answer).isInstanceOf(Unanswered.class);
        return ((Unanswered) answer).reason();
    }

    @Test
    void a_kept_connection_that_its_server_closed_meanwhile_costs_no_answer() {
        Behaviour closesAfterOne = (_, socket) -> {
            answer(socket, "");
            socket.close();
        };
        try (RawServer server = RawServer.start(closesAfterOne)) {
            for (int i = 0; i < 20; i++) {
                assertThat(describe(
                                http.post(endpoint(server.url("/")), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED)))
                        .isEqualTo("200");
            }
        }
    }

    @Test
    void a_connection_is_kept_for_the_next_request() {
        try (RawServer server = RawServer.start((_, socket) -> answer(socket, "{}"))) {
            for (int i = 0; i < 3; i++) {
                http.post(endpoint(server.url("/")), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED);
            }
            await().untilAsserted(() -> assertThat(server.requests()).hasSize(3));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_post_has_the_headers_that_receivers_of_pywebhooks_expect() {
        try (RawServer server = RawServer.start((_, socket) -> answer(socket, ""))) {
            String url = server.url("/hook?a=b").replace("http://", "http://me:s%40crt@");
            http.post(endpoint(url), List.of(new Header("event", "e")), new byte[3], TIMEOUT, Reuse.ALLOWED);

            assertThat(server.requests().getFirst().lines())
                    .contains(
                            "POST /hook?a=b HTTP/1.1",
                            "Accept: application/json",
                            "Content-Type: application/json",
                            "Content-Length: 3",
                            "event: e",
                            "Authorization: Basic bWU6c0BjcnQ=");
        }
    }

    @Test
    void no_request_leaves_while_a_transaction_is_open() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> http.get(endpoint("http://127.0.0.1:1/"), TIMEOUT, MAX_BODY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("transaction");
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    private static void answer(Socket socket, String body) throws IOException {
        RawServer.write(socket, OK + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static Endpoint endpoint(String url) {
        try {
            return Endpoint.parse(url);
        } catch (InvalidEndpoint invalid) {
            throw new AssertionError(invalid);
        }
    }
}
