package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageApiTest {
    private static final String REGISTERED = "{\"registered\": true}";

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final String registration = api.register(owner, "order.paid", REGISTERED);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void its_own_data_is_sent_in_place_of_what_is_registered() {
        api.subscribe(owner, registration);

        Answer created = fire("{\"event_data\": {\"order\":7,\"total\":19.90,\"who\":\"é\"}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().propertyNames()).containsExactlyInAnyOrder("epoch", "id", "registration_id");
        Received received = received();
        assertThat(received.body()).isEqualTo("{\"order\": 7, \"total\": 19.9, \"who\": \"\\u00e9\"}");
        assertThat(received.event()).isEqualTo("order.paid");
        assertThat(received.isSignedWith(owner.secretKey())).isTrue();
    }

    @Test
    void what_is_registered_stays_and_is_sent_by_the_next_call_without_a_body() {
        api.subscribe(owner, registration);

        fire("{\"event_data\": 1}");
        api.trigger(owner, registration);

        await().until(() -> receiver.at("/owner").size() == 2);
        assertThat(bodies()).containsExactlyInAnyOrder("1", REGISTERED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                 | []
        "text"             | "text"
        false              | false
        0                  | 0
        {}                 | {}
        1e5                | 100000.0
        {"b":1,"a":2}      | {"b": 1, "a": 2}
        12345678901234567890123 | 12345678901234567890123
        """)
    void any_value_but_null_is_sent_as_python_writes_it(String data, String sent) {
        api.subscribe(owner, registration);

        assertThat(fire("{\"event_data\": " + data + "}").status()).isEqualTo(201);

        assertThat(received().body()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"event\"",
                "{\"event_data\": null}",
                "{\"data\": {\"event\": 1}}",
                "[{\"event_data\": 1}]",
                "a=1",
                "{'a': 1}",
                " "
            })
    void a_body_without_data_is_not_looked_at_as_ever(String body) {
        api.subscribe(owner, registration);

        assertThat(fire(body).status()).isEqualTo(201);

        assertThat(received().body()).isEqualTo(REGISTERED);
    }

    @Test
    void a_body_of_no_bytes_that_does_not_tell_its_length_is_none() {
        api.subscribe(owner, registration);

        Answer created = api.send(api.request("/v1/webhook/triggered/" + registration)
                .header("Content-Type", "application/json")
                .header("username", owner.username())
                .header("api-key", owner.apiKey())
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0]))));

        assertThat(created.status()).isEqualTo(201);
        assertThat(received().body()).isEqualTo(REGISTERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event_data\": {}",
                "{\"event_data\": NaN}",
                "{\"event_data\": 1}}",
                "{\"event_data\": \"\\ud800\"}"
            })
    void a_message_that_is_broken_is_refused_and_nothing_is_sent_in_its_place(String body) {
        Answer refused = fire(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("The body ");
        assertThat(triggered()).isZero();
    }

    @Test
    void a_message_may_be_as_large_as_a_body_and_no_larger() {
        api.subscribe(owner, registration);
        String frame = "{\"event_data\": \"\"}";
        String largest = "x".repeat((1 << 20) - frame.length());

        assertThat(fire(frame.replace("\"\"", "\"" + largest + "\"")).status()).isEqualTo(201);
        assertThat(fire(frame.replace("\"\"", "\"" + largest + "x\"")).status()).isEqualTo(413);

        assertThat(received().body()).isEqualTo("\"" + largest + "\"");
    }

    @Test
    void only_its_owner_sends_a_message_and_only_of_a_registration_that_is_there() {
        TestAccount other = api.account(receiver.url("/other"));
        String body = "{\"event_data\": 1}";

        assertThat(api.post("/v1/webhook/triggered/" + registration, other, body)
                        .error())
                .isEqualTo("You don't have access to this registration record or it no longer exists");
        assertThat(api.post("/v1/webhook/triggered/" + owner.id(), owner, body).error())
                .isEqualTo("Registration id not found");
        assertThat(triggered()).isZero();
    }

    private Answer fire(String body) {
        return api.post("/v1/webhook/triggered/" + registration, owner, body);
    }

    private Received received() {
        await().until(() -> receiver.at("/owner").size() == 1);
        return receiver.at("/owner").getFirst();
    }

    private List<String> bodies() {
        return receiver.at("/owner").stream().map(Received::body).toList();
    }

    private int triggered() {
        return service.database()
                .sql("select count(*) from triggered_webhooks where registration_id = ?::uuid")
                .param(registration)
                .query(Integer.class)
                .single();
    }
}
