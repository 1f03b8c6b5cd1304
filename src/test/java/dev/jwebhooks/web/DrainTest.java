package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.web.KeptConnection.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A service that is told to stop lets its callers go before it does. */
class DrainTest {
    private static final String READY = "GET /actuator/health/readiness HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String HEALTH = "GET /actuator/health HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CALL = "GET /v1/webhook/triggered?start=0&limit=1 HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    void it_is_not_ready_any_more_but_answers_calls_and_closes_their_connections() throws Exception {
        RunningService service = RunningService.start(Databases.migrated(), "--jwebhooks.web.drain=3s");
        try (KeptConnection kept = new KeptConnection(service.port())) {
            assertThat(kept.call(READY).status()).isEqualTo(200);
            assertThat(kept.call(CALL).closes()).isFalse();
            Thread stop = Thread.startVirtualThread(service::close);
            await().pollInterval(Duration.ofMillis(10)).until(() -> statusOf(service, READY) == 503);

            // It is told to be not ready a moment before it closes connections.
            await().until(() -> kept.call(CALL), Answer::closes);
            await().until(kept::isClosedByTheService);
            assertThat(statusOf(service, CALL)).isEqualTo(401);
            assertThat(statusOf(service, HEALTH)).isEqualTo(503);
            assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void without_a_drain_it_stops_at_once() {
        RunningService service = RunningService.start(Databases.migrated(), "--jwebhooks.web.drain=0s");
        long start = System.nanoTime();

        service.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static int statusOf(RunningService service, String request) throws IOException {
        try (KeptConnection connection = new KeptConnection(service.port())) {
            return connection.call(request).status();
        }
    }
}
