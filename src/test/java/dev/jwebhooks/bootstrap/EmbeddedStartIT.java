package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts with the database that it brings. */
class EmbeddedStartIT {
    @TempDir
    private Path folder;

    @Test
    void with_nothing_configured_it_brings_its_own_database_and_keeps_it() {
        TestAccount account;
        TestAccount admin;
        try (Receiver receiver = Receiver.start();
                ServiceProcess first = start().awaitHealthy()) {
            admin = new TestAccount("", "admin", printedKey(first), "");
            account = first.api().account(receiver.url("/a"));
            assertThat(first.api()
                            .get("/v1/accounts?start=0&limit=10", admin)
                            .body()
                            .path("accounts")
                            .size())
                    .isEqualTo(2);

            assertThat(start().outputAtExit(1))
                    .contains("another copy is running on")
                    .hasLineCount(1);
            first.kill();
        }

        try (ServiceProcess second = start().awaitHealthy()) {
            assertThat(second.output()).doesNotContain("secret_key");
            assertThat(second.api().get("/v1/account/" + account.id(), account).status())
                    .isEqualTo(200);
            assertThat(second.api().get("/v1/accounts?start=0&limit=10", admin).status())
                    .isEqualTo(200);
        }
        assertThat(folder.resolve("jwebhooks-data")).isDirectory();
    }

    @Test
    void initdb_makes_the_embedded_database_anew_and_prints_what_pywebhooks_prints() {
        String printed = initialized();
        assertThat(printed.lines().filter(line -> !line.startsWith("{")))
                .containsExactly("Dropping database...", "Creating database...", "Adding admin account", "Complete");

        String again = initialized();
        try (ServiceProcess service = start().awaitHealthy()) {
            TestAccount old = new TestAccount("", "admin", PrintedKeys.apiKey(printed), "");
            assertThat(service.api().get("/v1/accounts?start=0&limit=1", old).status())
                    .isEqualTo(401);
            TestAccount admin = old.withApiKey(PrintedKeys.apiKey(again));
            assertThat(service.api().get("/v1/accounts?start=0&limit=1", admin).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_file_in_the_place_of_the_data_folder_is_told() throws IOException {
        Files.createFile(folder.resolve("jwebhooks-data"));

        assertThat(start().outputAtExit(1)).contains("cannot be written");
    }

    private ServiceProcess start() {
        return ServiceProcess.start(JWebhooks.class, folder, List.of());
    }

    private String initialized() {
        return ServiceProcess.start(JWebhooks.class, folder, List.of("--initdb"))
                .outputAtExit(0);
    }

    private static String printedKey(ServiceProcess service) {
        await().until(() -> PrintedKeys.LINE.matcher(service.output()).find());
        return PrintedKeys.apiKey(service.output());
    }
}
