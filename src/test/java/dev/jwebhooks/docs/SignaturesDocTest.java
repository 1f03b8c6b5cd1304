package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every command of {@code docs/signatures.md}, for an account made as on the API's page. */
class SignaturesDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("signatures.md");
        assertThat(page.examples()).isNotEmpty();
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start()) {
            page.run(variables(service, receiver));
        }
    }

    private static Map<String, String> variables(RunningService service, Receiver receiver) {
        Api.Answer created =
                service.api().post("/v1/account", TestAccount.STRANGER, """
                    {"username": "anna", "endpoint": "%s"}
                    """.formatted(receiver.url("/anna")));
        JsonNode account = created.body();
        return Map.of(
                "JW", "http://127.0.0.1:" + service.port(),
                "ACCOUNT", account.path("id").asString(),
                "KEY", account.path("api_key").asString());
    }
}
