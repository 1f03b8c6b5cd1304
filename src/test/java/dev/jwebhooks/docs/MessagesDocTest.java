package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every command of {@code docs/messages.md}, in its order. */
class MessagesDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("messages.md");
        assertThat(page.examples()).isNotEmpty();
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start()) {
            page.run(variables(service, receiver));
        }
    }

    private static Map<String, String> variables(RunningService service, Receiver receiver) {
        Api api = service.api();
        TestAccount anna = api.account(receiver.url("/anna"));
        service.database()
                .sql("update accounts set username = 'anna' where username = ?")
                .param(anna.username())
                .update();
        Map<String, String> variables = new HashMap<>();
        variables.put("JW", "http://127.0.0.1:" + service.port());
        variables.put("KEY", anna.apiKey());
        return variables;
    }
}
