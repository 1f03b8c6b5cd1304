package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import dev.jwebhooks.web.KeptConnection.Answer;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More calls than a service takes at once, or more bodies, are refused before they cost anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {
    private static final int MEGABYTE = 1 << 20;

    private RunningService service;

    @BeforeAll
    void start() {
        service = RunningService.start(
                Databases.migrated(), "--jwebhooks.web.max-calls=2", "--jwebhooks.web.max-bodies=1MB");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Calls of the test before end when the service notices that their callers hung up. */
    @BeforeEach
    void awaitFreePlaces() {
        await().until(() -> {
            try (KeptConnection one = connect()) {
                one.write(post("Content-Length: 2\r\nExpect: 100-continue"));
                boolean admitted = one.answer().status() == 100;
                boolean both = admitted && !isRefused(head(2) + "{}");
                one.write("{}");
                return both && one.answer().status() == 400;
            }
        });
    }

    @Test
    void a_call_over_the_bound_is_a_503_before_its_body_is_read() throws IOException {
        try (KeptConnection first = withHalfABody();
                KeptConnection second = withHalfABody();
                KeptConnection third = connect()) {
            Answer refused = third.call(head(20));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.header("content-type")).startsWith("application/json");
            assertThat(refused.body())
                    .startsWith("{\"Error\":\"The service is busy")
                    .endsWith("\"}");

            first.write("          ");
            second.write("          ");
            assertThat(first.answer().status()).isEqualTo(400);
            assertThat(second.answer().status()).isEqualTo(400);
            await().until(() -> !isRefused(head(2) + "{}"));
        }
    }

    @Test
    void the_health_check_of_a_busy_service_is_answered() throws IOException {
        try (KeptConnection _ = withHalfABody();
                KeptConnection _ = withHalfABody()) {
            assertThat(isRefused(head(2) + "{}")).isTrue();
            assertThat(service.api()
                            .get("/actuator/health", TestAccount.STRANGER)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_caller_who_drips_its_body_is_refused_and_gives_its_place_back() throws IOException {
        try (RunningService impatient = RunningService.start(
                        Databases.migrated(), "--jwebhooks.web.max-calls=1", "--jwebhooks.web.body-timeout=500ms");
                KeptConnection dripping = new KeptConnection(impatient.port());
                KeptConnection next = new KeptConnection(impatient.port())) {
            dripping.write(head(MEGABYTE));
            Thread drip = Thread.startVirtualThread(() -> writeForEver(dripping));

            Answer refused = dripping.answer();

            assertThat(refused.status()).isEqualTo(408);
            assertThat(refused.body()).startsWith("{\"Error\":\"The body took too long");
            await().until(() -> next.call(head(2) + "{}").status() == 400);
            drip.interrupt();
        }
    }

    @Test
    void bodies_that_together_are_over_the_bound_are_a_503() throws IOException {
        try (KeptConnection large = connect();
                KeptConnection announced = connect();
                KeptConnection untold = connect()) {
            large.write(head(MEGABYTE) + " ".repeat(MEGABYTE - 100));
            String body = "{" + " ".repeat(100_000) + "}";
            await().until(() -> isRefused(head(body.length()) + body));

            Answer refused = announced.call(head(body.length()));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body()).contains("bodies");
            assertThat(untold.call(chunked(body)).status()).isEqualTo(503);

            large.write(" ".repeat(100));
            assertThat(large.answer().status()).isEqualTo(400);
            await().until(() -> !isRefused(head(body.length()) + body));
        }
    }

    private KeptConnection connect() throws IOException {
        return new KeptConnection(service.port());
    }

    private KeptConnection withHalfABody() throws IOException {
        KeptConnection connection = connect();
        connection.write(post("Content-Length: 20\r\nExpect: 100-continue"));
        // Sent when the body is asked for, hence when the call has its place.
        assertThat(connection.answer().status()).isEqualTo(100);
        connection.write("          ");
        return connection;
    }

    private boolean isRefused(String request) throws IOException {
        try (KeptConnection connection = connect()) {
            return connection.call(request).status() == 503;
        }
    }

    private static String head(int length) {
        return post("Content-Length: " + length);
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked") + "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
    }

    private static String post(String header) {
        return "POST /v1/account HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n";
    }

    private static void writeForEver(KeptConnection connection) {
        try {
            while (!Thread.interrupted()) {
                connection.write(" ");
                LockSupport.parkNanos(50_000_000);
            }
        } catch (IOException refused) {
            // As it should be.
        }
    }
}
