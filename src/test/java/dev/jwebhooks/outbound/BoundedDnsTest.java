package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.outbound.Answer.Reason;
import dev.jwebhooks.outbound.Answer.Unanswered;
import dev.jwebhooks.service.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedDnsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration SLACK = Duration.ofMillis(900);

    private final CountDownLatch hang = new CountDownLatch(1);
    private final Queue<String> lookedUp = new ConcurrentLinkedQueue<>();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private volatile String[] addresses = {"127.0.0.1"};

    private final OutboundHttp http = OutboundHttp.create(new OutboundSettings(10_000), new BoundedDns(names()));

    /** Names that start with "hanging" are found by nobody; all others have the addresses of the moment. */
    private DnsResolver names() {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                lookedUp.add(host);
                if (host.startsWith("hanging")) {
                    waitFor(hang);
                }
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() throws IOException {
        hang.countDown();
        requests.close();
        http.close();
    }

    @Test
    void a_new_connection_goes_where_the_name_leads_now() {
        try (RawServer server = RawServer.start((_, socket) ->
                RawServer.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))) {
            String url = server.url("/").replace("127.0.0.1", "moving.example");
            assertThat(post(url)).isInstanceOf(Answered.class);

            addresses = new String[] {"::1"};
            assertThat(post(url))
                    .isInstanceOfSatisfying(
                            Unanswered.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.REFUSED));
            assertThat(lookedUp).containsExactly("moving.example", "moving.example");
        }
    }

    @Test
    void a_connection_that_is_kept_and_never_idle_follows_its_name_after_its_time() throws IOException {
        try (RawServer server = RawServer.start(
                        (_, socket) -> RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
                OutboundHttp shortKept = OutboundHttp.create(
                        new OutboundSettings(10), new BoundedDns(names()), Duration.ofMillis(200))) {
            String url = server.url("/").replace("127.0.0.1", "moving.example");
            assertThat(post(shortKept, url)).isInstanceOf(Answered.class);

            addresses = new String[] {"::1"};

            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> post(shortKept, url) instanceof Unanswered);
        }
    }

    @Test
    void the_next_address_is_tried_where_one_refuses() {
        addresses = new String[] {"::1", "127.0.0.1"};
        try (RawServer server = RawServer.start(
                (_, socket) -> RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(post(server.url("/").replace("127.0.0.1", "two.example")))
                    .isInstanceOf(Answered.class);
        }
    }

    @Test
    void the_next_address_is_not_tried_when_the_time_is_over() {
        addresses = new String[] {"127.0.0.2", "127.0.0.1"};
        try (FullListener first = FullListener.start("127.0.0.2", 0);
                FullListener next = FullListener.start("127.0.0.1", first.port())) {
            Answer answer = post("http://two.example:" + next.port() + "/");

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Unanswered.class, late -> assertThat(late.reason()).isEqualTo(Reason.TIMED_OUT));
            assertThat(answer.took()).isLessThan(TIMEOUT.plus(SLACK));
        }
    }

    @Test
    void a_thousand_look_ups_that_hang_end_in_time_and_hold_few_threads() throws Exception {
        List<Future<Answer>> answers = IntStream.range(0, 2_000)
                .mapToObj(i -> requests.submit(() -> post("http://hanging" + i + ".example/")))
                .toList();

        await().untilAsserted(() -> assertThat(lookedUp).hasSize(BoundedDns.AT_ONCE));
        // Other tests in this process may look names up too.
        assertThat(lookUpThreads()).isBetween((long) BoundedDns.AT_ONCE, 2L * BoundedDns.AT_ONCE);
        for (Future<Answer> answer : answers) {
            assertThat(answer.get())
                    .isInstanceOf(Unanswered.class)
                    .satisfies(late -> assertThat(late.took()).isLessThan(TIMEOUT.plus(SLACK)));
        }
        assertThat(answers).anyMatch(answer -> text(answer).equals("too many names are being looked up"));
        assertThat(lookedUp).hasSize(BoundedDns.AT_ONCE);
    }

    @Test
    void a_name_that_hangs_holds_one_thread_however_many_ask_and_no_other_name() {
        List<Future<Answer>> answers = IntStream.range(0, 1_000)
                .mapToObj(_ -> requests.submit(() -> post("http://hanging.example/")))
                .toList();
        await().untilAsserted(() -> assertThat(lookedUp).hasSize(1));

        try (RawServer server = RawServer.start(
                (_, socket) -> RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(post(server.url("/").replace("127.0.0.1", "healthy.example")))
                    .isInstanceOf(Answered.class);
        }
        assertThat(answers).allSatisfy(answer -> assertThat(text(answer)).isEqualTo("no answer in time"));
        assertThat(lookedUp).containsExactly("hanging.example", "healthy.example");
    }

    private static long lookUpThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("look-up-"))
                .count();
    }

    private static String text(Future<Answer> answer) {
        try {
            return ((Unanswered) answer.get()).text();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private Answer post(String url) {
        return post(http, url);
    }

    private static Answer post(OutboundHttp http, String url) {
        try {
            return http.post(Endpoint.parse(url), List.of(), new byte[1], TIMEOUT, Reuse.ALLOWED);
        } catch (InvalidEndpoint invalid) {
            throw new AssertionError(invalid);
        }
    }
}
