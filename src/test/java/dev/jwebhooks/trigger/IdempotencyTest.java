package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final String registration = api.register(owner, "e", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void the_same_message_with_the_same_key_is_answered_as_the_first_time_and_fires_once() {
        api.subscribe(owner, registration);

        Answer first = fire("\"k\"", "{\"event_data\": {\"order\":7}}");
        Answer second = fire("\"k\"", "{\"event_data\": {\"order\":7}}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(triggered(registration)).isEqualTo(1);
        api.trigger(owner, registration);
        await().until(() -> receiver.at("/owner").size() == 2);
    }

    @Test
    void a_key_works_without_a_body_too() {
        assertThat(fire("k", "").text()).isEqualTo(fire("k", "").text());

        assertThat(triggered(registration)).isEqualTo(1);
    }

    @Test
    void a_key_is_the_same_in_quotes_and_without_and_a_body_however_it_is_written() {
        Answer first = fire("\"8e03978e-40d5\"", "{\"event_data\": {\"a\":1.50,\"b\":\"é\"}}");
        Answer second = fire("8e03978e-40d5", "{ \"event_data\" : {\"a\": 1.5, \"b\": \"\\u00e9\"}, \"more\": 1}");

        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void another_message_under_the_same_key_is_refused_and_the_first_stays() {
        Answer first = fire("k", "{\"event_data\": 1}");
        String other = api.register(owner, "other", "{}");

        Answer otherData = fire("k", "{\"event_data\": 2}");
        Answer noData = fire("k", "");
        Answer otherRegistration = fire(other, "k", "{\"event_data\": 1}");

        assertThat(otherData.status()).isEqualTo(422);
        assertThat(otherData.error())
                .isEqualTo("This idempotency key came before with another message; a new message needs a new key");
        assertThat(noData.status()).isEqualTo(422);
        assertThat(otherRegistration.status()).isEqualTo(422);
        assertThat(triggered(other)).isZero();
        assertThat(fire("k", "{\"event_data\": 1}").text()).isEqualTo(first.text());
    }

    @Test
    void other_keys_and_other_accounts_have_nothing_to_do_with_it() {
        TestAccount other = api.account(receiver.url("/other"));
        String others = api.register(other, "e", "{}");

        fire("k", "");

        assertThat(fire("l", "").status()).isEqualTo(201);
        assertThat(fire(other, others, "k", "").status()).isEqualTo(201);
        assertThat(triggered(registration)).isEqualTo(2);
        assertThat(triggered(others)).isEqualTo(1);
    }

    @Test
    void a_call_that_was_refused_leaves_no_key() {
        TestAccount other = api.account(receiver.url("/other"));
        String others = api.register(other, "e", "{}");

        assertThat(fire(others, "k", "").status()).isEqualTo(401);
        assertThat(fire(owner.id(), "k", "").status()).isEqualTo(404);

        assertThat(fire("k", "").status()).isEqualTo(201);
    }

    @Test
    void the_answer_is_known_after_the_registration_is_gone() {
        Answer first = fire("k", "");

        api.delete("/v1/webhook/registration/" + registration, owner);

        assertThat(fire("k", "").text()).isEqualTo(first.text());
        assertThat(fire("l", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"", "a\"b", "a\\b", "\"a\", \"b\"", "\"k\";a=1"})
    void a_key_that_is_none_is_refused(String key) {
        Answer refused = fire(key, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("An idempotency key has 1 to 255 characters");
        assertThat(triggered(registration)).isZero();
    }

    @Test
    void a_key_has_up_to_255_characters() {
        assertThat(fire("\"" + "k".repeat(255) + "\"", "").status()).isEqualTo(201);
        assertThat(fire("k".repeat(256), "").status()).isEqualTo(400);
    }

    private Answer fire(String key, String body) {
        return fire(registration, key, body);
    }

    private Answer fire(String registrationId, String key, String body) {
        return fire(owner, registrationId, key, body);
    }

    private Answer fire(TestAccount account, String registrationId, String key, String body) {
        return api.send(api.request("/v1/webhook/triggered/" + registrationId)
                .header("username", account.username())
                .header("api-key", account.apiKey())
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private int triggered(String registrationId) {
        return service.database()
                .sql("select count(*) from triggered_webhooks where registration_id = ?::uuid")
                .param(registrationId)
                .query(Integer.class)
                .single();
    }
}
