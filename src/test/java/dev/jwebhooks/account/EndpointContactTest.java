package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RawServer;
import dev.jwebhooks.service.RawServer.Behaviour;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Challenges and key resets against endpoints that mean ill. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointContactTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final Map<String, Behaviour> HOSTILE = Map.ofEntries(
            Map.entry("silence", (_, _) -> RawServer.keepSilent()),
            Map.entry(
                    "a right answer in drips",
                    (request, socket) -> RawServer.drip(socket, right(request), Duration.ofMillis(20))),
            Map.entry("headers without end", (_, socket) -> RawServer.writeForEver(socket, OK, "a: b\r\n")),
            Map.entry("a body without end", (_, socket) -> RawServer.writeForEver(socket, OK + "\r\n", " ")),
            Map.entry(
                    "more than 64 KB",
                    (request, socket) -> RawServer.write(
                            socket, OK + "Connection: close\r\n\r\n" + " ".repeat(65_536) + echo(request))),
            Map.entry(
                    "a redirect to itself",
                    (request, socket) -> RawServer.write(
                            socket,
                            "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /?echo=" + key(request)
                                    + "\r\n\r\n")),
            Map.entry(
                    "another status",
                    (request, socket) -> RawServer.write(socket, right(request).replace("200 OK", "201 Created"))),
            Map.entry("no JSON", (_, socket) -> body(socket, "<html>")),
            Map.entry("nothing", (_, socket) -> body(socket, "")),
            Map.entry("another echo", (_, socket) -> body(socket, "{\"echo\": \"0\"}")),
            Map.entry("an echo that is no text", (_, socket) -> body(socket, "{\"echo\": [1]}")),
            Map.entry("JSON that is no object", (request, socket) -> body(socket, "[" + echo(request) + "]")),
            Map.entry("deep JSON", (_, socket) -> body(socket, "[".repeat(10_000))),
            Map.entry("no UTF-8", (_, socket) -> body(socket, "{\"echo\": \"\u00ff\"}")));

    private RunningService service = RunningService.inProcess();

    @BeforeAll
    void startWithAShortTimeout() {
        service = RunningService.start(
                Databases.migrated(), "--jwebhooks.account.challenge-timeout=" + TIMEOUT.toMillis() + "ms");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silence",
                "a right answer in drips",
                "headers without end",
                "a body without end",
                "more than 64 KB",
                "a redirect to itself",
                "another status",
                "no JSON",
                "nothing",
                "another echo",
                "an echo that is no text",
                "JSON that is no object",
                "deep JSON",
                "no UTF-8"
            })
    void a_challenge_is_failed_in_time_by(String behaviour) {
        try (RawServer endpoint = RawServer.start(HOSTILE.getOrDefault(behaviour, (_, _) -> {}))) {
            long start = System.nanoTime();
            Answer refused = service.api()
                    .post("/v1/account", TestAccount.STRANGER, """
                        {"username": "%s", "endpoint": "%s"}\
                        """.formatted(UUID.randomUUID(), endpoint.url("/hook")));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).isEqualTo("Echo response failed");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(1));
            assertThat(endpoint.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "headers without end", "a redirect to itself", "another status"})
    void a_key_reset_is_failed_in_time_and_changes_nothing_by(String behaviour) {
        Api api = service.api();
        try (Receiver good = Receiver.start();
                RawServer bad = RawServer.start(HOSTILE.getOrDefault(behaviour, (_, _) -> {}))) {
            TestAccount account = api.account(good.url("/a"));
            service.database()
                    .sql("update accounts set endpoint = ? where username = ?")
                    .params(bad.url("/"), account.username())
                    .update();

            Answer refused = api.post("/v1/account/reset/secretkey", account);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(api.get("/v1/account/" + account.id(), account)
                            .body()
                            .path("secret_key")
                            .asString())
                    .isEqualTo(account.secretKey());
        }
    }

    @Test
    void a_right_answer_passes() {
        try (RawServer endpoint = RawServer.start((request, socket) -> RawServer.write(socket, right(request)))) {
            assertThat(service.api().account(endpoint.url("/hook?a=b")).username())
                    .isNotEmpty();
            assertThat(endpoint.requests().getFirst()).matches("(?s)GET /hook\\?a=b&echo=[0-9a-f]{40} HTTP.*");
        }
    }

    private static void body(Socket socket, String body) throws java.io.IOException {
        RawServer.write(socket, OK + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String right(String request) {
        return OK + "Content-Length: " + echo(request).length() + "\r\n\r\n" + echo(request);
    }

    private static String echo(String request) {
        return "{\"echo\": \"" + key(request) + "\"}";
    }

    private static String key(String request) {
        int start = request.indexOf("=", request.indexOf("echo")) + 1;
        return request.substring(start, start + 40);
    }
}
