package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every command of {@code docs/deliveries.md}, after a delivery that failed. */
class DeliveriesDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("deliveries.md");
        assertThat(page.examples()).isNotEmpty();
        try (Receiver receiver = Receiver.start();
                Anna anna = Anna.join(receiver)) {
            receiver.answer("/anna", 503);
            Api api = anna.service().api();
            String registration = api.register(anna.account(), "order.paid", "{}");
            api.subscribe(anna.account(), registration);
            String triggered = api.trigger(anna.account(), registration);

            Map<String, String> variables = new HashMap<>(anna.variables());
            variables.put("TRIGGERED", triggered);
            variables.put("DELIVERY", failed(api, anna));
            page.run(variables);
        }
    }

    private static String failed(Api api, Anna anna) {
        return await().until(
                        () -> api.get("/v1/webhook/deliveries?status=pending", anna.account())
                                .body()
                                .path("deliveries")
                                .path(0),
                        delivery -> delivery.path("attempt_count").asInt() == 1)
                .path("id")
                .asString();
    }
}
