package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every command of {@code docs/deliveries.md}, on a service whose clock nobody moves. */
class DeliveriesDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("deliveries.md");
        assertThat(page.examples()).isNotEmpty();
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start();
                Anna anna = Anna.join(service, receiver)) {
            page.run(afterFailures(anna, receiver));
        }
    }

    /** Of two messages to Anna, the first failed for good and the second once; Bert wanted the first no more. */
    private static Map<String, String> afterFailures(Anna anna, Receiver receiver) {
        Api api = anna.service().api();
        receiver.answer("/anna", 503);
        receiver.answer("/bert", 410);
        TestAccount bert = api.account(receiver.url("/bert"));
        String registration = api.register(anna.account(), "order.paid", "{}");
        api.subscribe(anna.account(), registration);
        api.subscribe(bert, registration);

        retryAfter(anna, "[]");
        api.trigger(anna.account(), registration);
        await().until(() -> published(anna, "failed").size() == 2);
        retryAfter(anna, "null");
        String triggered = api.trigger(anna.account(), registration);
        await().until(() -> published(anna, "skipped").size() == 1);
        await().until(() ->
                published(anna, "pending").path(0).path("attempt_count").asInt() == 1);

        Map<String, String> variables = new HashMap<>(anna.variables());
        variables.put("BERT", bert.id());
        variables.put("REGISTRATION", registration);
        variables.put("TRIGGERED", triggered);
        variables.put("DELIVERY", published(anna, "pending").path(0).path("id").asString());
        return variables;
    }

    private static void retryAfter(Anna anna, String schedule) {
        Api.Answer set = anna.service()
                .api()
                .patch("/v1/account/delivery", anna.account(), "{\"retry_schedule\": " + schedule + "}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
    }

    private static JsonNode published(Anna anna, String status) {
        return anna.service()
                .api()
                .get("/v1/webhook/deliveries?as=publisher&status=" + status, anna.account())
                .body()
                .path("deliveries");
    }
}
