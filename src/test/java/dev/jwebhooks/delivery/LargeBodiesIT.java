package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large bodies to endpoints that do not answer are no more than the memory of a small instance holds. */
class LargeBodiesIT {
    private static final int HANGING = 8;
    private static final int LARGE_EACH = 20;
    private static final int SMALL = 100;
    private static final String LARGE_BODY = "\"" + "x".repeat(1_000_000) + "\"";
    private static final Pattern ECHO = Pattern.compile("^GET \\S+\\?echo=(\\S+) ");
    private static final Pattern DELIVERY = Pattern.compile("(?m)^webhook-id: (\\S+)");

    @TempDir
    private Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final Queue<String> largeSeen = new ConcurrentLinkedQueue<>();

    @Test
    void they_wait_in_postgres_while_small_ones_pass_and_all_arrive_once() {
        try (RawServer hanging = RawServer.start(this::hang);
                Receiver healthy = Receiver.start();
                ServiceProcess service = start()) {
            Api api = service.api();
            for (int i = 0; i < HANGING; i++) {
                trigger(api, api.account(hanging.url("/" + i)), LARGE_BODY, LARGE_EACH);
            }
            await().until(() -> largeSeen.size() >= HANGING);

            trigger(api, api.account(healthy.url("/small")), "{}", SMALL);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> healthy.at("/small").size() == SMALL);
            assertThat(largeSeen).hasSizeLessThan(HANGING * LARGE_EACH);

            released.countDown();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Set.copyOf(largeSeen).size() == HANGING * LARGE_EACH);
            assertThat(largeSeen).doesNotHaveDuplicates();
            assertThat(service.output()).doesNotContain("OutOfMemoryError");
        } finally {
            released.countDown();
        }
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                        JWebhooks.class,
                        folder,
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        List.of(
                                "--spring.datasource.url=" + Databases.migrated(),
                                "--spring.datasource.username=postgres",
                                "--jwebhooks.delivery.poll-interval=100ms",
                                // Longer than the test: what hangs must not be over by itself.
                                "--jwebhooks.delivery.request-timeout=2m",
                                "--jwebhooks.delivery.lease=5m",
                                "--jwebhooks.delivery.stop-timeout=2m"))
                .awaitHealthy();
    }

    private static void trigger(Api api, TestAccount account, String body, int times) {
        String registration = api.register(account, "e", body);
        api.subscribe(account, registration);
        for (int i = 0; i < times; i++) {
            api.trigger(account, registration);
        }
    }

    private void hang(String request, Socket socket) throws IOException {
        Matcher echo = ECHO.matcher(request);
        if (echo.find()) {
            answer(socket, "{\"echo\": \"" + echo.group(1) + "\"}");
            return;
        }
        Matcher delivery = DELIVERY.matcher(request);
        assertThat(delivery.find()).isTrue();
        largeSeen.add(delivery.group(1));
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        answer(socket, "");
    }

    private static void answer(Socket socket, String body) throws IOException {
        RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
