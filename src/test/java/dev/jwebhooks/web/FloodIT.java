package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import dev.jwebhooks.web.KeptConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who send as much as they may, of what takes the most memory, get an answer each and harm nobody. */
class FloodIT {
    private static final int CALLERS = 64;
    private static final Duration FLOOD = Duration.ofSeconds(8);
    private static final int SIZE = 1_000_000;

    @TempDir
    private Path folder;

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    @Test
    void a_flood_of_large_bodies_is_answered_and_leaves_a_small_instance_as_it_was() throws Exception {
        try (Receiver receiver = Receiver.start();
                ServiceProcess service = start()) {
            Api api = service.api();
            TestAccount account = api.account(receiver.url("/a"));

            flood(service, account);

            assertThat(answers).allMatch(FloodIT::isProper, "is no failure of the service");
            assertThat(answers).extracting(Answer::status).contains(201, 503);
            assertThat(service.output()).doesNotContain("OutOfMemoryError");
            String registration = api.register(account, "e", "{}");
            api.subscribe(account, registration);
            api.trigger(account, registration);
            await().until(() -> receiver.at("/a").size() == 1);
        }
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                        JWebhooks.class,
                        folder,
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        List.of(
                                "--spring.datasource.url=" + Databases.migrated(),
                                "--spring.datasource.username=postgres"))
                .awaitHealthy();
    }

    private void flood(ServiceProcess service, TestAccount account) throws ExecutionException, InterruptedException {
        List<byte[]> requests = List.of(
                request(account, "[" + "{},".repeat(SIZE / 3) + "0]"),
                request(account, "[" + ("[".repeat(97) + "]".repeat(97) + ",").repeat(SIZE / 195) + "0]"),
                request(account, "[" + "0,".repeat(SIZE / 2) + "0]"),
                request(account, "\"" + "\u007f".repeat(SIZE) + "\""));
        long end = System.nanoTime() + FLOOD.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                byte[] request = requests.get(i % requests.size());
                calls.add(callers.submit(() -> callUntil(end, service.port(), request)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    /** Reads nothing before all is sent, as simple clients do. A connection that breaks fails the test. */
    private Void callUntil(long end, int port, byte[] request) throws IOException {
        while (System.nanoTime() < end) {
            try (KeptConnection connection = new KeptConnection(port)) {
                connection.write(request);
                Answer answer = connection.answer();
                answers.add(new Answer(answer.status(), answer.headers(), ""));
            }
        }
        return null;
    }

    private static boolean isProper(Answer answer) {
        return answer.status() < 500
                || (answer.status() == 503 && !answer.header("retry-after").isEmpty());
    }

    private static byte[] request(TestAccount account, String eventData) {
        String body = "{\"event\": \"e\", \"description\": \"d\", \"event_data\": " + eventData + "}";
        String head = """
            POST /v1/webhook/registration HTTP/1.1
            Host: x
            username: %s
            api-key: %s
            Content-Type: application/json
            Content-Length: %d

            """.formatted(account.username(), account.apiKey(), body.length());
        return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
    }
}
