package dev.jwebhooks.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationApiTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_registration_answers_with_what_was_registered() {
        Answer created =
                register("order.paid", "{\"b\": 1.10, \"a\": \"é\\u0000\", \"big\": 123456789012345678901234567890}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().propertyNames())
                .containsExactlyInAnyOrder("account_id", "description", "epoch", "event", "event_data", "id");
        assertThat(created.body().path("account_id").asString()).isEqualTo(owner.id());
        assertThat(created.text())
                .contains("{\"b\": 1.1, \"a\": \"\\u00e9\\u0000\", \"big\": 123456789012345678901234567890}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\\r\\nbreak: x", "ümlaut", "\\u0000", "\\u007f"})
    void an_event_must_fit_a_header(String event) {
        Answer refused = register(event, "{}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("The event must have 1 to 255 characters of visible ASCII");
    }

    @Test
    void an_event_is_not_named_like_what_the_service_itself_tells() {
        Answer refused = register("jwebhooks.endpoint.disabled", "{}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .isEqualTo("The event must not begin with jwebhooks., as what the service itself tells does");
        assertThat(register("jwebhooks", "{}").status()).isEqualTo(201);
    }

    @Test
    void an_event_has_up_to_255_characters() {
        assertThat(register("e".repeat(255), "{}").status()).isEqualTo(201);
        assertThat(register("e".repeat(256), "{}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\": \"e\", \"description\": \"d\"}",
                "{\"event\": \"e\", \"description\": \"d\", \"event_data\": null}"
            })
    void event_data_is_needed(String body) {
        assertThat(api.post("/v1/webhook/registration", owner, body).error()).isEqualTo("Missing event_data field");
    }

    @Test
    void only_the_description_changes_and_only_for_its_owner() {
        String id = api.register(owner, "e", "{}");
        TestAccount other = api.account(receiver.url("/other"));
        String path = "/v1/webhook/registration/" + id;

        assertThat(api.patch(path, owner, "{}").error()).isEqualTo("Description field missing");
        assertThat(api.patch(path, other, "{\"description\": \"new\"}").status())
                .isEqualTo(401);
        Answer changed = api.patch(path, owner, "{\"description\": \"new\", \"event\": \"ignored\"}");
        assertThat(changed.body().path("replaced").asInt()).isEqualTo(1);
        Answer again = api.patch(path, owner, "{\"description\": \"new\"}");
        assertThat(again.body().path("unchanged").asInt()).isEqualTo(1);
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).text())
                .contains("\"description\":\"new\"", "\"event\":\"e\"");
        assertThat(api.patch("/v1/webhook/registration/" + UUID.randomUUID(), owner, "{\"description\": \"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_admin_may_do_what_an_owner_may() {
        TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));
        String id = api.register(owner, "e", "{}");

        assertThat(api.delete("/v1/webhook/registration/" + id, admin).status()).isEqualTo(200);
        assertThat(api.delete("/v1/webhook/registration/" + id, admin).status()).isEqualTo(404);
        assertThat(api.delete("/v1/webhook/registrations", owner).error()).isEqualTo("Not an Admin");
    }

    @Test
    void a_list_is_paged_oldest_first_and_says_where_to_go_on() {
        for (int i = 0; i < 3; i++) {
            api.register(owner, "event-" + i, "{}");
        }

        Answer first = api.get("/v1/webhook/registration?start=0&limit=2", owner);
        Answer second = api.get("/v1/webhook/registration?start=2&limit=2", owner);

        assertThat(first.body()
                        .path("registrations")
                        .valueStream()
                        .map(r -> r.path("event").asString()))
                .containsExactly("event-0", "event-1");
        assertThat(first.body().path("next_start").asInt()).isEqualTo(2);
        assertThat(second.body().path("registrations").size()).isEqualTo(1);
        assertThat(second.body().has("next_start")).isFalse();
        Answer third = api.get("/v1/webhook/registration?start=3&limit=2", owner);
        assertThat(third.status()).isEqualTo(204);
        assertThat(third.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?start=0",
                "?limit=1",
                "?start=-1&limit=1",
                "?start=0&limit=0",
                "?start=0&limit=101",
                "?start=1000000000000000&limit=1",
                "?start=x&limit=1",
                "?start=0&limit=1e1",
                "?start=0&limit=99999999999"
            })
    void a_list_needs_a_sane_range(String query) {
        Answer refused = api.get("/v1/webhook/registration" + query, owner);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("Invalid limit or start parameter");
    }

    @Test
    void a_page_of_large_data_comes_whole() {
        String large = "\"" + "x".repeat(700_000) + "\"";
        for (int i = 0; i < 4; i++) {
            api.register(owner, "large-" + i, large);
        }

        Answer page = api.get("/v1/webhook/registration?start=0&limit=4", owner);

        assertThat(page.body()
                        .path("registrations")
                        .valueStream()
                        .map(r -> r.path("event").asString()))
                .containsExactly("large-0", "large-1", "large-2", "large-3");
        assertThat(page.body().path("next_start").asInt()).isEqualTo(4);
    }

    private Answer register(String event, String eventData) {
        return api.post("/v1/webhook/registration", owner, """
            {"event": "%s", "description": "d", "event_data": %s}\
            """.formatted(event, eventData));
    }
}
