package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Receiver;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every command of {@code docs/stats.md}, for an account made as on the API's page. */
class StatsDocTest {
    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("stats.md");
        assertThat(page.examples()).isNotEmpty();
        try (Receiver receiver = Receiver.start();
                Anna anna = Anna.join(receiver)) {
            page.run(anna.variables());
        }
    }
}
