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

/** Every command of {@code docs/endpoints.md}. */
class EndpointsDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("endpoints.md");
        assertThat(page.examples()).isNotEmpty();
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start();
                Anna anna = Anna.join(service, receiver)) {
            Map<String, String> variables = new HashMap<>(anna.variables());
            variables.put("GONE", gone(service, receiver).id());
            variables.put("ADMIN_KEY", PageAdmin.join(service, receiver).apiKey());
            variables.put("ENDPOINT", receiver.url("/admin"));
            page.run(variables);
        }
    }

    /** An account whose endpoint has answered 410. */
    private static TestAccount gone(RunningService service, Receiver receiver) {
        Api api = service.api();
        receiver.answer("/gone", 410);
        TestAccount gone = api.account(receiver.url("/gone")).withUsername("dora");
        service.database()
                .sql("update accounts set username = 'dora' where id = ?::uuid")
                .param(gone.id())
                .update();
        String registration = api.register(gone, "order.paid", "{}");
        api.subscribe(gone, registration);
        api.trigger(gone, registration);
        await().until(() -> api.get("/v1/account/" + gone.id(), gone)
                .body()
                .path("endpoint_status")
                .path("status")
                .asString()
                .equals("disabled"));
        return gone;
    }
}
