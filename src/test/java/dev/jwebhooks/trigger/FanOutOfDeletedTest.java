package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FanOutOfDeletedTest {
    private final Receiver receiver = Receiver.start();
    private final String url = Databases.migrated();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void what_is_made_when_a_registration_is_deleted_is_delivered_and_what_waits_is_not() {
        try (RunningService service = RunningService.start(url, "--jwebhooks.trigger.fan-out-chunk=2")) {
            Api api = service.api();
            TestAccount publisher = api.account(receiver.url("/publisher"));
            String registration = api.register(publisher, "e", "{}");
            for (int i = 0; i < 5; i++) {
                api.subscribe(api.account(receiver.url("/s/" + i)), registration);
            }
            // Nobody makes what waits, until there is another instance.
            service.part(FanOutContinuation.class).poller().close();
            String triggered = api.trigger(publisher, registration);
            assertThat(fanOut(api, publisher, triggered).path("complete").asBoolean())
                    .isFalse();

            api.delete("/v1/webhook/registration/" + registration, publisher);

            try (RunningService another = RunningService.start(url)) {
                await().until(() -> fanOut(another.api(), publisher, triggered)
                        .path("complete")
                        .asBoolean());
                await().until(() -> receiver.all().size() == 2);
                assertThat(fanOut(another.api(), publisher, triggered).path("deliveries"))
                        .extracting(JsonNode::asInt)
                        .containsExactlyInAnyOrder(0, 0, 2, 0, 0);
            }
        }
    }

    private static JsonNode fanOut(Api api, TestAccount publisher, String triggered) {
        return api.get("/v1/webhook/triggered/" + triggered, publisher).body();
    }
}
