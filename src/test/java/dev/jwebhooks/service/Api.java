package dev.jwebhooks.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running service as its users do. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final String base;

    public Api(String base) {
        this.base = base;
    }

    /** An answer; the body is a missing node where there was none. */
    public record Answer(int status, java.net.http.HttpHeaders headers, String text) {
        public JsonNode body() {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        }

        public String error() {
            return body().path("Error").asString();
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public Answer get(String path, TestAccount account) {
        return send(as(account, request(path)).GET());
    }

    public Answer delete(String path, TestAccount account) {
        return send(as(account, request(path)).DELETE());
    }

    public Answer post(String path, TestAccount account) {
        return send(as(account, request(path)).POST(BodyPublishers.noBody()));
    }

    public Answer post(String path, TestAccount account, String json) {
        return send(as(account, json(path)).POST(BodyPublishers.ofString(json)));
    }

    public Answer patch(String path, TestAccount account, String json) {
        return send(as(account, json(path)).method("PATCH", BodyPublishers.ofString(json)));
    }

    /** A request to be built by hand and {@link #send sent}. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private static HttpRequest.Builder as(TestAccount account, HttpRequest.Builder request) {
        return account.equals(TestAccount.STRANGER)
                ? request
                : request.header("username", account.username()).header("api-key", account.apiKey());
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException broken) {
            throw new AssertionError("The service did not answer", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** A new account with that endpoint and a name nobody else has. */
    public TestAccount account(String endpoint) {
        String username = "user-" + UUID.randomUUID();
        Answer created = post("/v1/account", TestAccount.STRANGER, """
            {"username": "%s", "endpoint": "%s"}\
            """.formatted(username, endpoint));
        if (created.status() != 201) {
            throw new AssertionError("The account was refused: " + created);
        }
        return TestAccount.of(created.body());
    }

    /** A new registration's id. */
    public String register(TestAccount owner, String event, String eventData) {
        return created(post("/v1/webhook/registration", owner, """
            {"event": "%s", "description": "for a test", "event_data": %s}\
            """.formatted(event, eventData)));
    }

    /** A new subscription's id. */
    public String subscribe(TestAccount subscriber, String registrationId) {
        return created(post("/v1/webhook/subscription/" + registrationId, subscriber));
    }

    /** A new account with that endpoint, to which its own webhook is delivered. */
    public Publisher subscribedToItself(String endpoint) {
        TestAccount account = account(endpoint);
        Publisher publisher = new Publisher(account, register(account, "e", "{}"));
        subscribe(account, publisher.registration());
        return publisher;
    }

    /** A new triggered webhook's id. */
    public String trigger(Publisher publisher) {
        return trigger(publisher.account(), publisher.registration());
    }

    /** A new triggered webhook's id. */
    public String trigger(TestAccount owner, String registrationId) {
        return created(post("/v1/webhook/triggered/" + registrationId, owner));
    }

    private static String created(Answer answer) {
        if (answer.status() != 201) {
            throw new AssertionError("Not created: " + answer);
        }
        return answer.body().path("id").asString();
    }
}
