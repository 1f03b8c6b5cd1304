package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartIT {
    private static final Pattern KEYS =
            Pattern.compile("^\\{'secret_key': '[0-9a-f]{40}', 'api_key': '([0-9a-f]{40})'}$", Pattern.MULTILINE);

    private static final String DATABASE = Databases.create();

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

            assertThat(endOf(start())).contains("another copy is running on").hasLineCount(1);
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
        String printed = endOf(0, ServiceProcess.start(JWebhooks.class, folder, List.of("--initdb")));
        assertThat(printed.lines().filter(line -> !line.startsWith("{")))
                .containsExactly("Dropping database...", "Creating database...", "Adding admin account", "Complete");

        String again = endOf(0, ServiceProcess.start(JWebhooks.class, folder, List.of("--initdb")));
        try (ServiceProcess service = start().awaitHealthy()) {
            TestAccount old = new TestAccount("", "admin", key(printed), "");
            assertThat(service.api().get("/v1/accounts?start=0&limit=1", old).status())
                    .isEqualTo(401);
            TestAccount admin = old.withApiKey(key(again));
            assertThat(service.api().get("/v1/accounts?start=0&limit=1", admin).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void initdb_on_a_server_drops_nothing_but_what_is_the_services_own() throws SQLException {
        String database = Databases.create();
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table somebody_elses (id int)");
            for (int i = 0; i < 2; i++) {
                String printed =
                        endOf(0, ServiceProcess.start(JWebhooks.class, folder, onServer(database, "--initdb")));
                assertThat(printed).containsPattern(KEYS);
            }
            statement.execute("select id from somebody_elses");
            assertThat(statement.execute("select id from jwebhooks.accounts")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --jwebhooks.delivery.lease=1s              | lease must be at least twice
        --jwebhooks.delivery.request-timeout=soon  | jwebhooks.delivery.request-timeout is soon
        --jwebhooks.delivery.max-failed-count=0    | jwebhooks.delivery.max-failed-count is 0
        --jwebhooks.account.resets-per-hour=-1     | jwebhooks.account.resets-per-hour is -1
        --server.port=70000                        | server.port must be
        """)
    void a_wrong_setting_ends_the_start_with_one_line_that_says_what_to_do(String setting, String told) {
        assertRefused(onServer(DATABASE, setting), told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none | the database cannot be used
        --spring.datasource.url=nonsense                           | SPRING_DATASOURCE_URL must be
        --jwebhooks.data.directory=/proc/none                      | cannot be written
        """)
    void a_database_that_cannot_be_used_ends_it_so_too(String setting, String told) {
        assertRefused(List.of(setting), told);
    }

    private void assertRefused(List<String> settings, String told) {
        String output = endOf(ServiceProcess.start(JWebhooks.class, folder, settings));

        assertThat(output.strip().lines().toList().getLast())
                .startsWith("JWebhooks did not start: ")
                .contains(told);
        assertThat(output).doesNotContain("\tat ", "Exception");
    }

    @Test
    void a_used_port_ends_the_start_with_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String output = endOf(ServiceProcess.start(
                    JWebhooks.class, folder, onServer(DATABASE, "--server.port=" + taken.getLocalPort())));

            assertThat(output)
                    .contains("port " + taken.getLocalPort() + " is in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_file_in_the_place_of_the_data_folder_is_told() throws IOException {
        Files.createFile(folder.resolve("jwebhooks-data"));

        assertThat(endOf(start())).contains("cannot be written");
    }

    private ServiceProcess start() {
        return ServiceProcess.start(JWebhooks.class, folder, List.of());
    }

    private static List<String> onServer(String database, String more) {
        return List.of("--spring.datasource.url=" + database, "--spring.datasource.username=postgres", more);
    }

    private static String endOf(ServiceProcess process) {
        return endOf(1, process);
    }

    private static String endOf(int exitCode, ServiceProcess process) {
        assertThat(process.awaitExit()).as(process.output()).isEqualTo(exitCode);
        return process.output();
    }

    private static String printedKey(ServiceProcess service) {
        org.awaitility.Awaitility.await()
                .until(() -> KEYS.matcher(service.output()).find());
        return key(service.output());
    }

    private static String key(String output) {
        Matcher keys = KEYS.matcher(output);
        assertThat(keys.find()).as(output).isTrue();
        return keys.group(1);
    }
}
