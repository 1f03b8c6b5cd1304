package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.ServiceProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts on a database server, with good settings and wrong ones. */
class StartIT {
    private static final String DATABASE = Databases.create();

    @TempDir
    private Path folder;

    @Test
    void initdb_on_a_server_drops_nothing_but_what_is_the_services_own() throws SQLException {
        String database = Databases.create();
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table somebody_elses (id int)");
            for (int i = 0; i < 2; i++) {
                String printed = ServiceProcess.start(JWebhooks.class, folder, onServer(database, "--initdb"))
                        .outputAtExit(0);
                assertThat(printed).containsPattern(PrintedKeys.LINE);
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
        String output = ServiceProcess.start(JWebhooks.class, folder, settings).outputAtExit(1);

        assertThat(output.strip().lines().toList().getLast())
                .startsWith("JWebhooks did not start: ")
                .contains(told);
        assertThat(output).doesNotContain("\tat ", "Exception");
    }

    @Test
    void a_used_port_ends_the_start_with_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String output = ServiceProcess.start(
                            JWebhooks.class, folder, onServer(DATABASE, "--server.port=" + taken.getLocalPort()))
                    .outputAtExit(1);

            assertThat(output)
                    .contains("port " + taken.getLocalPort() + " is in use")
                    .doesNotContain("\tat ");
        }
    }

    private static List<String> onServer(String database, String more) {
        return List.of("--spring.datasource.url=" + database, "--spring.datasource.username=postgres", more);
    }
}
