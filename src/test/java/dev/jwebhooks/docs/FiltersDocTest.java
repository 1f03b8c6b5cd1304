package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every command of {@code docs/filters.md}, for an account made as on the API's page. */
class FiltersDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("filters.md");
        assertThat(page.examples()).isNotEmpty();
        try (Receiver receiver = Receiver.start();
                Anna anna = Anna.join(receiver)) {
            page.run(anna.variables());

            await().until(() -> !receiver.at("/anna").isEmpty());
            assertThat(receiver.at("/anna"))
                    .extracting(Received::body)
                    .containsExactly("{\"order\": {\"id\": 8, \"total\": 200}}");
        }
    }
}
