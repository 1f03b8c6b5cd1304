package dev.jwebhooks.pywebhooks;

import static dev.jwebhooks.pywebhooks.DumpFolder.KEY;
import static dev.jwebhooks.pywebhooks.DumpFolder.SECRET;
import static dev.jwebhooks.pywebhooks.DumpFolder.account;
import static dev.jwebhooks.pywebhooks.DumpFolder.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.TestAccount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --import} from the command line, in a process that can be ended in between. */
class ImportIT {
    private static final int ACCOUNTS = 10_000;

    @TempDir
    private Path folder;

    private String database = Databases.create();

    @Test
    void killed_in_between_it_goes_on_where_it_was_and_writes_nothing_twice() throws SQLException {
        database = Databases.migrated();
        DumpFolder dump = new DumpFolder(folder).fill(ACCOUNTS);
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            reserveLastName(connection, statement);
            ServiceProcess first = start("--import", dump.path().toString());
            await().atMost(Duration.ofSeconds(60)).until(() -> accounts() >= 8_000);
            first.kill();
            // What the killed one had sent may still be written now, or not.
            connection.rollback();
        }

        String printed = start("--import", dump.path().toString()).outputAtExit(0);

        assertThat(printed).containsPattern("accounts +10,000 +(0|2,000) +(8,000|10,000) +0");
        assertThat(printed).containsPattern("subscriptions +1 +1 +0 +0");
        assertThat(accounts()).isEqualTo(ACCOUNTS);
    }

    @Test
    void told_to_end_it_finishes_its_batch_and_says_how_to_go_on() throws SQLException {
        database = Databases.migrated();
        DumpFolder dump = new DumpFolder(folder).fill(ACCOUNTS);
        ServiceProcess first;
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            reserveLastName(connection, statement);
            first = start("--import", dump.path().toString());
            await().atMost(Duration.ofSeconds(60)).until(() -> accounts() >= 8_000);
            first.askToStop();
            awaitPrinted(first, "Stopping when this batch is written");
            connection.rollback();
        }

        assertThat(first.awaitExit()).isNotZero();
        assertThat(first.output()).contains("Stopped after").contains("run it again for the rest");
        assertThat(count("subscriptions")).isZero();
        start("--import=" + dump.path()).outputAtExit(0);
        assertThat(accounts()).isEqualTo(ACCOUNTS);
        assertThat(count("subscriptions")).isEqualTo(1);
    }

    @Test
    void a_dry_run_before_the_first_start_leaves_the_database_as_it_was() throws SQLException {
        DumpFolder dump = new DumpFolder(folder).fill(10);

        String printed = start("--import", dump.path().toString(), "--dry-run").outputAtExit(0);

        assertThat(printed).containsPattern("accounts +10 +10 +0 +0").containsPattern("subscriptions +1 +1 +0 +0");
        assertThat(one("select count(*) from information_schema.schemata where schema_name = 'jwebhooks'"))
                .isZero();
    }

    @Test
    void imported_before_the_first_start_the_admin_keeps_its_keys() {
        UUID id = UUID.randomUUID();
        DumpFolder dump = new DumpFolder(folder).accounts(admin(id), account(UUID.randomUUID(), "", "http://host/"));

        String printed = start("--import", dump.path().toString()).outputAtExit(2);

        assertThat(printed).contains("1  accounts: The username must have 1 to 255 characters");
        assertThat(folder.resolve("jwebhooks-import.tsv")).isRegularFile();
        try (RunningService service = RunningService.start(database)) {
            TestAccount admin = new TestAccount(id.toString(), "admin", KEY, SECRET);
            assertThat(service.api()
                            .get("/v1/accounts?start=0&limit=10", admin)
                            .body()
                            .path("accounts")
                            .findValuesAsString("id"))
                    .containsExactly(id.toString());
        }
    }

    @Test
    void without_a_folder_or_a_database_it_ends_with_one_line() {
        assertThat(start("--import").outputAtExit(1)).contains("--import DIR").hasLineCount(1);
        assertThat(start("--import", "/nowhere").outputAtExit(1))
                .contains("/nowhere is no folder")
                .hasLineCount(1);

        DumpFolder dump = new DumpFolder(folder).fill(1);
        String printed = ServiceProcess.start(
                        JWebhooks.class,
                        folder,
                        List.of(
                                "--import",
                                dump.path().toString(),
                                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x"))
                .outputAtExit(1);
        assertThat(printed).contains("the database cannot be used").doesNotContain("\tat ");
    }

    private static void awaitPrinted(ServiceProcess process, String text) {
        await().until(() -> process.output().contains(text));
    }

    /** The import's last batch waits for this, as Postgres cannot tell yet whether the name is taken. */
    private void reserveLastName(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        statement.execute("""
            insert into jwebhooks.accounts (id, username, api_key_hash, secret_key, is_admin, epoch)
            values (gen_random_uuid(), 'user-%d', '', '', false, now())
            """.formatted(ACCOUNTS - 1));
    }

    private long accounts() {
        return count("accounts where not is_admin");
    }

    private long count(String table) {
        return one("select count(*) from jwebhooks." + table);
    }

    private long one(String query) {
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private ServiceProcess start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--spring.datasource.url=" + database, "--spring.datasource.username=postgres"));
        return ServiceProcess.start(JWebhooks.class, folder, all);
    }
}
