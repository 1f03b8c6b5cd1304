package dev.jwebhooks.pywebhooks;

import static dev.jwebhooks.pywebhooks.DumpFolder.HASH;
import static dev.jwebhooks.pywebhooks.DumpFolder.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV as {@code rethinkdb export --format csv} writes it with Python's csv module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsvImportTest {
    private static final String ACCOUNTS = "id,username,endpoint,api_key,secret_key,is_admin,failed_count,epoch\r\n";
    private static final String REGISTRATIONS = "id,account_id,event,description,event_data,epoch\r\n";

    private Importing importing;
    private final UUID anna = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @TempDir
    private Path folder;

    @BeforeAll
    void start() {
        importing = Importing.intoNewDatabase();
    }

    @AfterAll
    void stop() {
        importing.service().close();
    }

    @BeforeEach
    void forget() {
        importing.empty();
    }

    @Test
    void quotes_commas_and_line_breaks_in_cells_are_their_own() {
        importing.run(accounts(account("\"an, \"\"na\"\" é\"", "http://host/?a=1"))
                .file(
                        "registrations.csv",
                        REGISTRATIONS + order + "," + anna + ",paid,\"first\nsecond, \"\"third\"\"\r\n\","
                                + "\"{\"\"a\"\": \"\"x\\ny\"\", \"\"n\"\": 1.10}\",1441164551.25\r\n"));

        assertThat(importing.count("accounts where username = 'an, \"na\" é' and failed_count = 7"))
                .isEqualTo(1);
        assertThat(importing.text("select description from registrations")).isEqualTo("first\nsecond, \"third\"\r\n");
        assertThat(importing.text("select event_data from registrations")).isEqualTo("{\"a\": \"x\\ny\", \"n\": 1.1}");
        assertThat(importing.text("select extract(epoch from epoch)::text from registrations"))
                .isEqualTo("1441164551.250000");
    }

    @ParameterizedTest
    @CsvSource({"null", "''"})
    void an_endpoint_that_is_none_is_none(String endpoint) {
        importing.run(accounts(account("anna", endpoint)));

        assertThat(importing.count("accounts where endpoint is null and username = 'anna'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plain words | "plain words"
        True        | true
        12.50       | 12.5
        """)
    void event_data_that_is_no_json_is_a_text(String cell, String stored) {
        importing.run(accounts(account("anna", ""))
                .file("registrations.csv", REGISTRATIONS + order + "," + anna + ",paid,," + cell + ",1\r\n"));

        assertThat(importing.text("select event_data from registrations")).isEqualTo(stored);
    }

    @Test
    void rows_that_are_broken_are_skipped() {
        Importing.Run run = importing.run(accounts(
                "too,few\r\n", account("anna", "http://host/"), "\r\n", UUID.randomUUID() + ",\"no end, of this"));

        assertThat(run.printed())
                .contains("1  accounts: the row has not as many cells as there are names")
                .contains("1  accounts: the file is cut short here");
        assertThat(importing.count("accounts")).isEqualTo(2);
    }

    @Test
    void a_file_without_names_is_refused() {
        DumpFolder dump = new DumpFolder(folder).file("accounts.csv", account("anna", ""));

        assertThatThrownBy(() -> importing.run(dump))
                .isInstanceOf(UnusableDump.class)
                .hasMessageContaining("accounts.csv does not begin with a row of the fields' names");
    }

    private DumpFolder accounts(String... rows) {
        return new DumpFolder(folder).file("accounts.csv", ACCOUNTS + String.join("", rows));
    }

    private String account(String username, String endpoint) {
        return String.join(",", anna.toString(), username, endpoint, HASH, SECRET, "False", "7", "1441164550.515677")
                + "\r\n";
    }
}
