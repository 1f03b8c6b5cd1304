package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventSchemaApiTest {
    private static final String ORDERS = """
        {"type": "object", "required": ["order"], "properties": {"order": {"type": "integer", "minimum": 1}}}\
        """;

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_schema_is_shown_with_its_registration_and_in_the_list() {
        Answer created = register("{\"order\": 1}", ORDERS);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text()).contains("\"event_schema\":" + ORDERS);
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).text())
                .contains("\"event_schema\":" + ORDERS);
    }

    @Test
    void a_registration_without_one_looks_as_it_always_did() {
        JsonNode created = register("{}", "null").body();

        assertThat(created.propertyNames())
                .containsExactlyInAnyOrder("account_id", "description", "epoch", "event", "event_data", "id");
        JsonNode listed = api.get("/v1/webhook/registration?start=0&limit=1", owner)
                .body()
                .path("registrations")
                .path(0);
        assertThat(listed.propertyNames()).doesNotContain("event_schema");
    }

    @Test
    void registered_data_must_fit_and_a_schema_must_be_one() {
        Answer unfit = register("{\"order\": 0}", ORDERS);
        Answer noSchema = register("{}", "{\"type\": \"strin\"}");

        assertThat(unfit.status()).isEqualTo(422);
        assertThat(unfit.error()).isEqualTo("The event_data does not fit the event_schema");
        assertThat(unfit.body().path("problems").path(0).path("path").asString())
                .isEqualTo("/order");
        assertThat(unfit.body().path("problems").path(0).path("reason").asString())
                .isEqualTo("must have a minimum value of 1");
        assertThat(noSchema.status()).isEqualTo(422);
        assertThat(noSchema.error()).isEqualTo("The event_schema is not a valid JSON Schema");
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).status())
                .isEqualTo(204);
    }

    @Test
    void a_message_that_fits_is_sent_and_one_that_does_not_is_refused_and_fires_nothing() {
        String registration = registered("{\"order\": 1}", ORDERS);
        api.subscribe(owner, registration);

        Answer fits = fire(registration, "{\"event_data\": {\"order\": 7}}");
        Answer unfit = fire(registration, "{\"event_data\": {\"order\": \"7\"}}");
        Answer registeredData = api.post("/v1/webhook/triggered/" + registration, owner);

        assertThat(fits.status()).isEqualTo(201);
        assertThat(registeredData.status()).isEqualTo(201);
        assertThat(unfit.status()).isEqualTo(422);
        assertThat(unfit.error()).isEqualTo("The event_data does not fit the event_schema");
        assertThat(unfit.body().path("problems").path(0).path("reason").asString())
                .isEqualTo("string found, integer expected");
        await().until(() -> receiver.at("/owner").size() == 2);
        assertThat(bodies()).containsExactlyInAnyOrder("{\"order\": 7}", "{\"order\": 1}");
    }

    @Test
    void a_schema_changes_and_goes_and_the_next_message_is_held_to_what_there_is() {
        String registration = registered("{\"order\": 1}", ORDERS);
        String path = "/v1/webhook/registration/" + registration;
        String message = "{\"event_data\": {\"order\": \"A7\"}}";
        assertThat(fire(registration, message).status()).isEqualTo(422);

        Answer changed = api.patch(path, owner, "{\"event_schema\": {\"type\": \"object\"}}");

        assertThat(changed.body().path("replaced").asInt()).isEqualTo(1);
        assertThat(fire(registration, message).status()).isEqualTo(201);
        assertThat(fire(registration, "{\"event_data\": 1}").status()).isEqualTo(422);
        Answer removed = api.patch(path, owner, "{\"description\": \"new\", \"event_schema\": null}");
        assertThat(removed.body().path("replaced").asInt()).isEqualTo(1);
        assertThat(fire(registration, "{\"event_data\": 1}").status()).isEqualTo(201);
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).text())
                .contains("\"description\":\"new\"")
                .doesNotContain("event_schema");
        Answer again = api.patch(path, owner, "{\"event_schema\": null}");
        assertThat(again.body().path("unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void a_new_schema_must_fit_what_is_registered_and_only_the_owner_gives_it() {
        String registration = registered("{\"order\": 1}", ORDERS);
        TestAccount other = api.account(receiver.url("/other"));
        String path = "/v1/webhook/registration/" + registration;

        assertThat(api.patch(path, owner, "{\"event_schema\": {\"type\": \"array\"}}")
                        .error())
                .isEqualTo("The event_data does not fit the event_schema");
        assertThat(api.patch(path, other, "{\"event_schema\": true}").status()).isEqualTo(401);
        assertThat(api.patch(path, owner, "{\"event\": \"e\"}").error()).isEqualTo("Description field missing");
        assertThat(api.patch(path, owner, "{\"description\": \"d2\"}").status()).isEqualTo(200);
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).text())
                .contains("\"event_schema\":" + ORDERS, "\"description\":\"d2\"");
    }

    @Test
    void a_message_with_a_key_is_answered_as_the_first_time_whatever_the_schema_has_become() {
        String registration = registered("{\"order\": 1}", ORDERS);
        Answer first = fireWithKey(registration, "{\"event_data\": {\"order\": 7}}");

        api.patch("/v1/webhook/registration/" + registration, owner, "{\"event_schema\": {\"maxProperties\": 1}}");
        api.patch("/v1/webhook/registration/" + registration, owner, "{\"event_schema\": {\"const\": {\"order\": 1}}}");

        assertThat(fireWithKey(registration, "{\"event_data\": {\"order\": 7}}").text())
                .isEqualTo(first.text());
    }

    @Test
    void an_unfit_message_leaves_its_key_free() {
        String registration = registered("{\"order\": 1}", ORDERS);

        assertThat(fireWithKey(registration, "{\"event_data\": 1}").status()).isEqualTo(422);

        assertThat(fireWithKey(registration, "{\"event_data\": {\"order\": 7}}").status())
                .isEqualTo(201);
    }

    private Answer register(String data, String schema) {
        return api.post("/v1/webhook/registration", owner, """
            {"event": "e", "description": "d", "event_data": %s, "event_schema": %s}\
            """.formatted(data, schema));
    }

    private String registered(String data, String schema) {
        return register(data, schema).body().path("id").asString();
    }

    private Answer fire(String registration, String body) {
        return api.post("/v1/webhook/triggered/" + registration, owner, body);
    }

    private Answer fireWithKey(String registration, String body) {
        return api.send(api.request("/v1/webhook/triggered/" + registration)
                .header("username", owner.username())
                .header("api-key", owner.apiKey())
                .header("Idempotency-Key", "k")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private List<String> bodies() {
        return receiver.at("/owner").stream().map(Receiver.Received::body).toList();
    }
}
