package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.outbound.Answer.Reason;
import dev.jwebhooks.outbound.Answer.Unanswered;
import dev.jwebhooks.service.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may do below HTTP, and around the answer. */
class HostileConnectionTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration SLACK = Duration.ofMillis(900);
    private static final Duration DRIP = Duration.ofMillis(50);
    private static final byte[] LARGE = new byte[16 * 1024 * 1024];
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String EMPTY_OK = OK + "Content-Length: 0\r\n\r\n";

    @TempDir
    private static Path directory;

    private static TlsServer tls;

    private final OutboundHttp http = OutboundHttp.create(new OutboundSettings(2_000), new BoundedDns());

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = TlsServer.withCertificateFor("localhost", directory);
    }

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    void a_connection_that_nobody_takes_is_given_up_in_time() {
        try (FullListener full = FullListener.start("127.0.0.1", 0)) {
            assertTimedOut(post("http://127.0.0.1:" + full.port() + "/", new byte[1]));
        }
    }

    @Test
    void a_body_that_nobody_reads_is_given_up_in_time() {
        try (Listener listener = Listener.start(_ -> RawServer.keepSilent())) {
            assertTimedOut(post(plain(listener), LARGE));
        }
    }

    @Test
    void an_answer_before_the_body_was_read_costs_no_more_than_the_time() {
        String early = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (Listener listener = Listener.start(socket -> {
            RawServer.write(socket, early);
            RawServer.keepSilent();
        })) {
            assertThat(post(plain(listener), LARGE).took()).isLessThan(TIMEOUT.plus(SLACK));
            assertThat(status(post(plain(listener), new byte[1]))).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void answers_that_only_announce_another_never_add_up_to_one(int status) {
        try (Listener listener = Listener.start(
                socket -> RawServer.writeForEver(socket, "", "HTTP/1.1 " + status + " Wait\r\na: b\r\n\r\n"))) {
            assertTimedOut(post(plain(listener), new byte[1]));
        }
    }

    @Test
    void a_header_of_a_megabyte_is_too_much() {
        try (Listener listener = Listener.start(socket -> {
            RawServer.write(socket, OK + "a: " + "b".repeat(1024 * 1024) + "\r\nContent-Length: 0\r\n\r\n");
            RawServer.keepSilent();
        })) {
            assertThat(reason(post(plain(listener), new byte[1]))).isEqualTo(Reason.BROKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;", "0\r\na: ", "0\r\n"})
    void what_is_put_around_chunks_without_end_changes_no_status(String beginning) {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n" + beginning;
        String rest = beginning.endsWith("\n") ? "a: b\r\n" : "x";
        try (Listener listener = Listener.start(socket -> RawServer.writeForEver(socket, chunked, rest))) {
            assertThat(status(post(plain(listener), new byte[1]))).isEqualTo(200);
        }
    }

    @Test
    void kept_connections_that_their_server_closed_all_at_once_cost_no_answer() throws Exception {
        List<Socket> kept = new ArrayList<>();
        try (RawServer server = RawServer.start((_, socket) -> {
            synchronized (kept) {
                kept.add(socket);
            }
            RawServer.drip(socket, EMPTY_OK, Duration.ofMillis(2));
        })) {
            keep(server, 5);
            for (Socket socket : kept) {
                socket.close();
            }

            assertThat(status(post(server.url("/"), new byte[1]))).isEqualTo(200);
        }
    }

    @Test
    void who_breaks_kept_connections_gets_a_request_twice_and_no_more_and_spoils_none_of_the_others() throws Exception {
        AtomicInteger bad = new AtomicInteger();
        try (RawServer server = breakingConnections(bad)) {
            keep(server, 8);

            Answer answer = post(server.url("/bad"), new byte[1]);

            assertThat(answer).isInstanceOf(Unanswered.class);
            assertThat(answer.requests()).isEqualTo(2);
            assertThat(bad).hasValue(2);
        }
    }

    @Test
    void who_may_not_use_a_kept_connection_gets_a_request_once() throws Exception {
        AtomicInteger bad = new AtomicInteger();
        try (RawServer server = breakingConnections(bad)) {
            keep(server, 8);

            Answer answer = http.post(endpoint(server.url("/bad")), List.of(), new byte[1], TIMEOUT, Reuse.NEVER);

            assertThat(answer.requests()).isEqualTo(1);
            assertThat(bad).hasValue(1);
        }
    }

    /** Closes the connection of who asks for {@code /bad}, and counts it. */
    private static RawServer breakingConnections(AtomicInteger bad) {
        return RawServer.start((request, socket) -> {
            if (request.contains("/bad")) {
                bad.incrementAndGet();
                socket.close();
            } else {
                RawServer.drip(socket, EMPTY_OK, Duration.ofMillis(5));
            }
        });
    }

    private void keep(RawServer server, int connections) throws Exception {
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, connections)
                    .mapToObj(_ -> requests.submit(() -> post(server.url("/"), new byte[1])))
                    .toList();
            for (Future<Answer> answer : answers) {
                assertThat(status(answer.get())).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016\u0003\u0003", "\u0016\u0003\u0003@\u0000\u0002"})
    void a_handshake_that_stops_is_given_up_in_time(String beginning) {
        try (Listener listener = Listener.start(socket -> {
            RawServer.write(socket, beginning);
            RawServer.keepSilent();
        })) {
            assertTimedOut(post("https://localhost:" + listener.port() + "/", new byte[1]));
        }
    }

    @Test
    void a_handshake_that_drips_is_given_up_in_time() {
        String hello = "\u0016\u0003\u0003@\u0000\u0002" + "\u0000".repeat(100);
        try (Listener listener = Listener.start(socket -> RawServer.drip(socket, hello, DRIP))) {
            assertTimedOut(post("https://localhost:" + listener.port() + "/", new byte[1]));
        }
    }

    @Test
    void a_body_that_nobody_reads_behind_a_handshake_is_given_up_in_time() throws Exception {
        CountDownLatch shaken = new CountDownLatch(1);
        try (Listener listener = Listener.start(socket -> tls.keepSilent(socket, shaken::countDown));
                OutboundHttp trusting = tls.trusted(new OutboundSettings(10))) {
            Endpoint endpoint = endpoint("https://localhost:" + listener.port() + "/");

            assertTimedOut(trusting.post(endpoint, List.of(), LARGE, TIMEOUT, Reuse.ALLOWED));
            assertThat(shaken.getCount()).isZero();
        }
    }

    @Test
    void a_certificate_counts_only_from_an_authority_and_for_its_own_name() throws Exception {
        try (Listener listener = Listener.start(socket -> tls.answer(socket, () -> EMPTY_OK));
                OutboundHttp trusting = tls.trusted(new OutboundSettings(10))) {
            String right = "https://localhost:" + listener.port() + "/";
            String wrong = "https://127.0.0.1:" + listener.port() + "/";

            assertThat(reason(post(right, new byte[1]))).isEqualTo(Reason.TLS);
            assertThat(reason(trusting.post(endpoint(wrong), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED)))
                    .isEqualTo(Reason.TLS);
            assertThat(status(trusting.post(endpoint(right), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED)))
                    .isEqualTo(200);
        }
    }

    @Test
    void a_thousand_silent_endpoints_at_once_are_all_given_up_in_time() throws Exception {
        try (Listener listener = Listener.start(_ -> RawServer.keepSilent());
                ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 1_000)
                    .mapToObj(_ -> requests.submit(() -> post(plain(listener), new byte[1])))
                    .toList();
            for (Future<Answer> answer : answers) {
                assertTimedOut(answer.get());
            }
        }
    }

    private static void assertTimedOut(Answer answer) {
        assertThat(reason(answer)).isEqualTo(Reason.TIMED_OUT);
        assertThat(answer.took()).isBetween(TIMEOUT, TIMEOUT.plus(SLACK));
    }

    private static Reason reason(Answer answer) {
        assertThat(answer).isInstanceOf(Unanswered.class);
        return ((Unanswered) answer).reason();
    }

    private static int status(Answer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        assertThat(answer.took()).isLessThan(TIMEOUT.plus(SLACK));
        return ((Answered) answer).status();
    }

    private static String plain(Listener listener) {
        return "http://127.0.0.1:" + listener.port() + "/";
    }

    private Answer post(String url, byte[] body) {
        return http.post(endpoint(url), List.of(), body, TIMEOUT, Reuse.ALLOWED);
    }

    private static Endpoint endpoint(String url) {
        try {
            return Endpoint.parse(url);
        } catch (InvalidEndpoint invalid) {
            throw new AssertionError(invalid);
        }
    }
}
