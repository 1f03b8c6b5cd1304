package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every command of {@code docs/api.md}, in its order. */
class ApiDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("api.md");
        assertThat(page.examples()).hasSizeGreaterThan(20);
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start()) {
            page.run(Map.of(
                    "JW", "http://127.0.0.1:" + service.port(),
                    "ADMIN_KEY", adminKey(service, receiver),
                    "ENDPOINT", receiver.url("/anna")));
        }
    }

    @Test
    void every_call_is_on_the_page() throws IOException {
        String page = Page.read("api.md").text();
        assertThat(List.of(
                        "/v1/accounts?",
                        "-X PATCH \"$JW/v1/account\"",
                        "-X DELETE \"$JW/v1/account/",
                        "-X DELETE \"$JW/v1/accounts\"",
                        "/v1/account/reset/apikey",
                        "/v1/account/reset/secretkey",
                        "/signing\"",
                        "-X PATCH \"$JW/v1/account/signing\"",
                        "/v1/account/signing/rotate",
                        "/v1/account/signing/ed25519/rotate",
                        "/v1/webhook/registration\"",
                        "-X PATCH \"$JW/v1/webhook/registration/",
                        "-X DELETE \"$JW/v1/webhook/registration/",
                        "-X DELETE \"$JW/v1/webhook/registrations\"",
                        "/v1/webhook/subscription/",
                        "-X DELETE \"$JW/v1/webhook/subscription/",
                        "-X DELETE \"$JW/v1/webhook/subscriptions\"",
                        "/v1/webhook/triggered/",
                        "/v1/webhook/triggered?"))
                .allSatisfy(call -> assertThat(page).contains(call));
    }

    /** The admin of the start gets the key of somebody who leaves, as its own is shown to people alone. */
    private static String adminKey(RunningService service, Receiver receiver) {
        Api api = service.api();
        TestAccount somebody = api.account(receiver.url("/somebody"));
        service.database().sql("""
            update accounts set api_key_hash = (select api_key_hash from accounts where username = ?)
            where username = 'admin'
            """).param(somebody.username()).update();
        assertThat(api.delete("/v1/account/" + somebody.id(), somebody).status())
                .isEqualTo(200);
        return somebody.apiKey();
    }
}
