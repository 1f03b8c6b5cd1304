package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountApiTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_new_account_shows_its_keys_in_clear_once() {
        Answer created = create("shown-" + UUID.randomUUID(), receiver.url("/a"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "api_key", "endpoint", "epoch", "failed_count", "id", "is_admin", "secret_key", "username");
        assertThat(created.body().path("api_key").asString()).matches("[0-9a-f]{40}");
        assertThat(created.body().path("secret_key").asString()).matches("[0-9a-f]{40}");
        assertThat(created.body().path("is_admin").asBoolean()).isFalse();
        assertThat(created.body().path("failed_count").asInt()).isZero();
        assertThat(created.text()).containsPattern("\"epoch\":\\d{10}\\.\\d{1,6}[,}]");
    }

    @Test
    void its_owner_later_sees_the_api_key_as_its_hash() {
        TestAccount account = api.account(receiver.url("/a"));

        Answer shown = api.get("/v1/account/" + account.id(), account);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().path("api_key").asString())
                .startsWith("sha256$")
                .doesNotContain(account.apiKey());
        assertThat(shown.body().path("username").asString()).isEqualTo(account.username());
        assertThat(shown.body().path("secret_key").asString()).isEqualTo(account.secretKey());
    }

    @Test
    void another_account_is_not_shown_and_an_unknown_one_not_found() {
        TestAccount one = api.account(receiver.url("/a"));
        TestAccount other = api.account(receiver.url("/b"));

        Answer others = api.get("/v1/account/" + other.id(), one);
        assertThat(others.status()).isEqualTo(401);
        assertThat(others.error()).isEqualTo("Not authorized");
        assertThat(api.get("/v1/account/" + UUID.randomUUID(), one).status()).isEqualTo(404);
        assertThat(api.get("/v1/account/no-uuid", one).status()).isEqualTo(404);
        assertThat(api.get("/v1/account/1-1-1-1-1", one).status()).isEqualTo(404);
    }

    @Test
    void an_endpoint_that_does_not_echo_is_refused() {
        assertThat(create("u-" + UUID.randomUUID(), "http://127.0.0.1:1/").error())
                .isEqualTo("Echo response failed");
        assertThat(create("u-" + UUID.randomUUID(), "http://127.0.0.1:1/").status())
                .isEqualTo(400);
    }

    @Test
    void a_taken_username_is_a_conflict() {
        TestAccount first = api.account(receiver.url("/a"));

        Answer second = create(first.username(), receiver.url("/b"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.error()).isEqualTo("Username already exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "/path", "http://", "nonsense", "", "http://host:99999/", "http://a b/"})
    void an_endpoint_must_be_an_absolute_http_url(String endpoint) {
        Answer refused = create("u-" + UUID.randomUUID(), endpoint);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " padded ", "a\\u0000b", "line\\nbreak"})
    void a_username_must_fit_a_header(String username) {
        Answer refused = create(username, receiver.url("/a"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("The username must");
    }

    @Test
    void a_username_has_up_to_255_characters_of_any_language() {
        String longest = "é".repeat(219) + UUID.randomUUID();

        Answer created = create(longest, receiver.url("/a"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(create("x" + longest, receiver.url("/a")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"username": "x"}                               | Missing endpoint field
        {"endpoint": "http://x/"}                       | Missing username field
        {"username": null, "endpoint": "http://x/"}     | Missing username field
        {"username": 7, "endpoint": "http://x/"}        | The field username must be a string
        []                                              | The body must be a JSON object, such as {"name": "value"}
        """)
    void a_wrong_body_is_told_by_its_field(String body, String error) {
        Answer refused = api.post("/v1/account", TestAccount.STRANGER, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void moving_to_a_new_endpoint_challenges_it_and_clears_the_failed_count() {
        TestAccount account = api.account(receiver.url("/a"));
        service.database()
                .sql("update accounts set failed_count = 7 where username = ?")
                .param(account.username())
                .update();

        Answer moved = api.patch("/v1/account", account, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/b")));
        Answer again = api.patch("/v1/account", account, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/b")));

        assertThat(moved.text())
                .isEqualTo("{\"deleted\":0,\"errors\":0,\"inserted\":0,\"replaced\":1,\"skipped\":0,\"unchanged\":0}");
        assertThat(again.body().path("unchanged").asInt()).isEqualTo(1);
        Answer shown = api.get("/v1/account/" + account.id(), account);
        assertThat(shown.body().path("endpoint").asString()).isEqualTo(receiver.url("/b"));
        assertThat(shown.body().path("failed_count").asInt()).isZero();
        assertThat(api.patch("/v1/account", account, "{}").error()).isEqualTo("Missing endpoint field");
    }

    @Test
    void deleting_an_account_takes_what_it_owns_and_what_others_subscribed_to() {
        TestAccount owner = api.account(receiver.url("/a"));
        TestAccount other = api.account(receiver.url("/b"));
        String registration = api.register(owner, "gone", "{}");
        api.subscribe(other, registration);

        assertThat(api.delete("/v1/account/" + owner.id(), other).status()).isEqualTo(401);
        assertThat(api.delete("/v1/account/" + owner.id(), owner)
                        .body()
                        .path("deleted")
                        .asInt())
                .isEqualTo(1);

        assertThat(api.get("/v1/account/" + owner.id(), owner).status()).isEqualTo(401);
        assertThat(api.get("/v1/webhook/subscription?start=0&limit=10", other).status())
                .isEqualTo(204);
        assertThat(api.post("/v1/webhook/subscription/" + registration, other).status())
                .isEqualTo(404);
    }

    @Test
    void callers_are_checked_in_the_documented_order() {
        TestAccount account = api.account(receiver.url("/a"));
        String path = "/v1/account/" + account.id();

        assertThat(api.get(path, TestAccount.STRANGER).error()).isEqualTo("Missing API key header value");
        assertThat(api.send(api.request(path).GET().header("api-key", "x")).error())
                .isEqualTo("Missing username header value");
        Answer wrongKey = api.get(path, account.withApiKey("0".repeat(40)));
        Answer nobody = api.get(path, account.withUsername("nobody-" + UUID.randomUUID()));
        assertThat(wrongKey.status()).isEqualTo(401);
        assertThat(wrongKey.error()).isEqualTo("Invalid API key or Username").isEqualTo(nobody.error());
        assertThat(api.get("/v1/accounts?start=0&limit=1", account).error()).isEqualTo("Not an Admin");
    }

    @Test
    void a_new_api_key_goes_to_the_endpoint_and_replaces_the_old_one() {
        TestAccount account = api.account(receiver.url("/a"));

        Answer reset = resetApiKey(account.username());

        assertThat(reset.status()).isEqualTo(200);
        assertThat(reset.text()).isEqualTo("{\"Message\":\"New key sent to endpoint\"}");
        assertThat(api.get("/v1/account/" + account.id(), account).status()).isEqualTo(401);
        TestAccount renewed = account.withApiKey(receiver.sentKey("/a", "api_key"));
        assertThat(api.get("/v1/account/" + account.id(), renewed).status()).isEqualTo(200);
    }

    @Test
    void a_new_secret_key_goes_to_the_endpoint() {
        TestAccount account = api.account(receiver.url("/a"));

        assertThat(api.post("/v1/account/reset/secretkey", account).status()).isEqualTo(200);

        Answer shown = api.get("/v1/account/" + account.id(), account);
        assertThat(shown.body().path("secret_key").asString())
                .isEqualTo(receiver.sentKey("/a", "secret_key"))
                .isNotEqualTo(account.secretKey());
    }

    @Test
    void resets_of_an_api_key_are_limited_by_the_hour() {
        TestAccount account = api.account(receiver.url("/a"));
        for (int i = 0; i < 5; i++) {
            assertThat(resetApiKey(account.username()).status()).isEqualTo(200);
        }

        Answer sixth = resetApiKey(account.username());

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 3600);
        service.clock().advance(Duration.ofHours(1));
        assertThat(resetApiKey(account.username()).status()).isEqualTo(200);
    }

    @Test
    void a_reset_says_what_it_lacks() {
        TestAccount account = api.account(receiver.url("/a"));

        Answer noName = api.post("/v1/account/reset/apikey", TestAccount.STRANGER);
        assertThat(noName.status()).isEqualTo(400);
        assertThat(noName.error()).isEqualTo("Missing the username header value");
        assertThat(resetApiKey("nobody-" + UUID.randomUUID()).error()).isEqualTo("Username not found");
        assertThat(resetApiKey("admin").error()).isEqualTo("Endpoint not found");
        receiver.close();
        Answer unreachable = resetApiKey(account.username());
        assertThat(unreachable.status()).isEqualTo(400);
        assertThat(unreachable.error()).isEqualTo("Failed to contact the endpoint or wrong HTTP status code returned");
        assertThat(api.get("/v1/account/" + account.id(), account).status()).isEqualTo(200);
    }

    private Answer create(String username, String endpoint) {
        return api.post("/v1/account", TestAccount.STRANGER, """
            {"username": "%s", "endpoint": "%s"}\
            """.formatted(username, endpoint));
    }

    private Answer resetApiKey(String username) {
        return api.send(api.request("/v1/account/reset/apikey")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .header("username", username));
    }
}
