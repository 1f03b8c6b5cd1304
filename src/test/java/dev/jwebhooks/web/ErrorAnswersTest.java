package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswersTest {
    private static final String POST_JSON =
            "POST /v1/account HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount account = api.account(receiver.url("/a"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": 1}}", "nonsense", "{\"a\": NaN}", "{\"a\": \"\\ud800\"}", "{'a': 1}"})
    void a_broken_body_is_a_400_that_says_what_is_wrong(String body) {
        Answer refused = registration(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("The body ");
        assertThat(refused.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void nesting_is_bounded_at_100() {
        String deepest = "[".repeat(99) + "]".repeat(99);
        String tooDeep = "[".repeat(100) + "]".repeat(100);

        assertThat(registration(withData(deepest)).status()).isEqualTo(201);
        assertThat(registration(withData(tooDeep)).status()).isEqualTo(400);
    }

    @Test
    void a_body_over_the_limit_is_refused_whether_or_not_its_length_is_told() {
        String large = withData("\"" + "x".repeat(1_100_000) + "\"");

        assertThat(registration(large).status()).isEqualTo(413);
        Answer chunked = api.send(json("/v1/webhook/registration")
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.error()).contains("larger than");
    }

    @Test
    void a_body_must_say_that_it_is_json() {
        Answer refused = api.send(signed("/v1/webhook/registration")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.error()).contains("application/json");
        Answer untyped = api.send(signed("/v1/webhook/registration").POST(BodyPublishers.ofString("{}")));
        assertThat(untyped.status()).isEqualTo(415);
    }

    @Test
    void a_wrong_method_is_a_405_with_those_that_are_right() {
        Answer refused = api.send(signed("/v1/account").PUT(BodyPublishers.noBody()));

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("POST", "PATCH");
        assertThat(refused.error()).contains("PUT");
    }

    @Test
    void an_answer_that_is_not_wanted_as_json_is_a_406() {
        Answer refused = api.send(signed("/v1/webhook/triggered?start=0&limit=1")
                .header("Accept", "text/html")
                .GET());
        Answer list = api.send(signed("/v1/webhook/registrations?start=0&limit=1")
                .header("Accept", "text/html")
                .GET());

        assertThat(list.status()).isEqualTo(406);
        assertThat(list.error()).contains("Accept");
        assertThat(refused.status()).isIn(406, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/nothing", "/v2/account", "/actuator/env"})
    void an_unknown_address_is_a_404_in_json(String path) {
        Answer refused = api.get(path, account);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /v1/account/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/account HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"
            })
    void what_is_not_http_is_answered_in_json_too(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"Error\":").doesNotContain("<html", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /v1/accounts HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /error HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /actuator/env HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/accounts HTTP/9.9\r\n\r\n",
                "POST /v1/account HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                POST_JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                POST_JSON + "Content-Length: 10\r\n\r\n{",
            })
    void an_odd_request_is_its_callers_error_and_told_in_the_one_form(String request) throws IOException {
        assertThat(raw(request)).matches("(?s)HTTP/1.1 4\\d\\d .*\\{\"Error\":\"[^\"]+\"}.*");
    }

    @Test
    void a_query_that_cannot_be_decoded_is_a_400() throws IOException {
        String answer = raw("""
            GET /v1/webhook/registrations?start=%%zz&limit=1 HTTP/1.1\r
            Host: x\r
            username: %s\r
            api-key: %s\r
            \r
            """.formatted(account.username(), account.apiKey()));

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"Error\":");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Answer registration(String body) {
        return api.post("/v1/webhook/registration", account, body);
    }

    private static String withData(String eventData) {
        return "{\"event\": \"e\", \"description\": \"d\", \"event_data\": " + eventData + "}";
    }

    private java.net.http.HttpRequest.Builder signed(String path) {
        return api.request(path).header("username", account.username()).header("api-key", account.apiKey());
    }

    private java.net.http.HttpRequest.Builder json(String path) {
        return signed(path).header("Content-Type", "application/json");
    }
}
