package dev.jwebhooks.pywebhooks;

import static dev.jwebhooks.pywebhooks.DumpFolder.account;
import static dev.jwebhooks.pywebhooks.DumpFolder.admin;
import static dev.jwebhooks.pywebhooks.DumpFolder.registration;
import static dev.jwebhooks.pywebhooks.DumpFolder.subscription;
import static dev.jwebhooks.pywebhooks.DumpFolder.triggered;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What is not imported, and how that is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportReportTest {
    private Importing importing;

    private final UUID shop = UUID.randomUUID();
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "username": "anna"        | "username": ""               | The username must have 1 to 255 characters
        "username": "anna"        | "username": "a\\u0000"       | username has the character U+0000
        "username": "anna"        | "name": "anna"               | username is missing
        "username": "anna"        | "username": ["anna"]         | username is no text
        "failed_count": 7         | "failed_count": -1           | failed_count is no count
        "failed_count": 7         | "failed_count": 1e300        | failed_count is no count
        "failed_count": 7         | "failed_count": "7"          | failed_count is no number
        "is_admin": false         | "is_admin": "no"             | is_admin is neither true nor false
        "epoch": 1441164550.515677 | "epoch": 1e300              | epoch is not between the years 1970 and 9999
        "epoch": 1441164550.515677 | "epoch": null               | epoch is missing
        "epoch": 1441164550.515677 | "epoch": 11111111111111111111111111111111111111111111 | epoch is out of range
        "secret_key": "           | "secret_key": "\\u00e9       | secret_key is no key
        "id": "                   | "id": "1-                    | id is no UUID
        "username": "anna"        | "username": "\\ud800"        | the document is no valid JSON
        "username": "anna"        | "username": NaN              | the document is no valid JSON
        """)
    void a_record_that_is_unfit_is_skipped_with_its_reason_and_no_other(String part, String wrong, String reason) {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(
                        account(shop, "shop", "http://host/"),
                        account(anna, "anna", "http://host/").replace(part, wrong),
                        account(UUID.randomUUID(), "last", "http://host/")));

        assertThat(run.outcome()).isEqualTo(Import.Outcome.WITH_SKIPPED);
        assertThat(importing.count("accounts where username in ('shop', 'last')"))
                .isEqualTo(2);
        assertThat(run.journal()).hasSize(2);
        assertThat(run.journal().getLast()).startsWith("skipped\taccounts\t2\t").contains("\t" + reason);
        assertThat(run.printed()).contains("  1  accounts: " + reason);
    }

    @Test
    void fields_nobody_knows_are_left_out_and_null_endpoints_are_none() {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(account(shop, "日本-😀", "x")
                        .replace("\"endpoint\": \"x\"", "\"endpoint\": null, \"new\": {\"id\": [1]}")));

        assertThat(run.outcome()).isEqualTo(Import.Outcome.COMPLETE);
        assertThat(importing.count("accounts where endpoint is null and username = '日本-😀'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"'', event cannot be sent", "é, event cannot be sent", "' x', event begins or ends"})
    void an_event_that_no_header_carries_is_skipped(String event, String reason) {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(account(anna, "anna", "http://host/"))
                .registrations(registration(order, anna, "{}").replace("order paid", event)));

        assertThat(run.printed()).contains("1  registrations: " + reason);
    }

    @Test
    void references_to_what_is_not_there_are_skipped() {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(account(anna, "anna", "http://host/"))
                .registrations(registration(order, anna, "{}"), registration(UUID.randomUUID(), shop, "{}"))
                .subscriptions(
                        subscription(UUID.randomUUID(), anna, order),
                        subscription(UUID.randomUUID(), shop, order),
                        subscription(UUID.randomUUID(), anna, UUID.randomUUID())));

        assertThat(run.printed())
                .contains("1  registrations: its account does not exist")
                .contains("1  subscriptions: its account does not exist")
                .contains("1  subscriptions: its registration does not exist");
        assertThat(importing.count("subscriptions")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1441164000, 1441165000", "1441165000, 1441164000"})
    void of_two_accounts_with_one_name_the_older_is_imported_as_pywebhooks_used_it(String first, String second) {
        UUID other = UUID.randomUUID();
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(
                        account(anna, "anna", "http://host/", first), account(other, "anna", "http://host/", second)));

        UUID older = first.compareTo(second) < 0 ? anna : other;
        assertThat(importing.text("select id::text from accounts where username = 'anna'"))
                .isEqualTo(older.toString());
        assertThat(run.printed()).contains("1  accounts: an older account in the dump has its username");
    }

    @Test
    void a_name_that_another_account_has_here_is_skipped() {
        importing.run(new DumpFolder(folder).accounts(account(shop, "anna", "http://host/")));

        Importing.Run run = importing.run(new DumpFolder(folder).accounts(account(anna, "anna", "http://host/")));

        assertThat(run.printed()).contains("1  accounts: another account has its username");
        assertThat(importing.count("accounts where username = 'anna'")).isEqualTo(1);
    }

    @Test
    void a_second_run_finds_all_there_and_writes_nothing_twice() {
        DumpFolder dump = whole();
        importing.run(dump);
        importing
                .service()
                .database()
                .sql("update accounts set failed_count = 0")
                .update();

        Importing.Run again = importing.run(dump);

        assertThat(again.outcome()).isEqualTo(Import.Outcome.COMPLETE);
        assertThat(again.printed())
                .containsPattern("accounts +2 +0 +2 +0")
                .containsPattern("triggered_webhooks +1 +0 +1 +0");
        assertThat(importing.count("subscriptions")).isEqualTo(1);
        assertThat(importing.count("accounts where failed_count = 0")).isEqualTo(3);
    }

    @Test
    void a_dry_run_tells_the_same_and_writes_nothing() {
        DumpFolder dump = whole().registrations(
                        registration(order, anna, "{}"), registration(UUID.randomUUID(), new UUID(9, 9), "{}"));
        Importing.Run dry = importing.dryRun(dump);

        assertThat(dry.outcome()).isEqualTo(Import.Outcome.WITH_SKIPPED);
        assertThat(dry.printed()).contains("Nothing was written");
        assertThat(importing.count("accounts")).isEqualTo(1);
        assertThat(importing.count("registrations")).isZero();

        Importing.Run run = importing.run(dump);

        assertThat(table(run)).isEqualTo(table(dry)).contains("subscriptions1100");
        assertThat(run.journal()).isEqualTo(dry.journal());
    }

    @Test
    void the_admin_that_is_here_stays_and_gets_what_the_dumps_admin_owned() {
        String here = importing.text("select id || secret_key || api_key_hash from accounts where username = 'admin'");
        UUID dumped = UUID.randomUUID();
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(admin(dumped))
                .registrations(registration(order, dumped, "{}"))
                .subscriptions(subscription(UUID.randomUUID(), dumped, order)));

        assertThat(run.outcome()).isEqualTo(Import.Outcome.COMPLETE);
        assertThat(run.printed()).contains("1  accounts: it is the admin that is here already");
        assertThat(importing.text("select id || secret_key || api_key_hash from accounts where username = 'admin'"))
                .isEqualTo(here);
        assertThat(importing.count("registrations r join accounts a on a.id = r.account_id and a.is_admin"))
                .isEqualTo(1);
        assertThat(importing.count("subscriptions s join accounts a on a.id = s.account_id and a.is_admin"))
                .isEqualTo(1);
        importing.service().database().sql("delete from registrations").update();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [\\n%s,\\n{"id": "cut       | the file is cut short here; export it again
        [\\n%s\\n                   | the file is cut short here; export it again
        [\\n%s, nonsense, %s]      | from here on the file is no array of documents
        """)
    void what_stands_before_a_broken_end_is_imported(String content, String reason) {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .file(
                        "accounts.json",
                        content.replace("\\n", "\n").replace("%s", account(anna, "anna", "http://host/"))));

        assertThat(importing.count("accounts where username = 'anna'")).isEqualTo(1);
        assertThat(run.printed()).contains("1  accounts: " + reason);
    }

    @Test
    void a_document_a_line_is_read_too() {
        importing.run(new DumpFolder(folder)
                .file(
                        "accounts.ndjson",
                        account(anna, "anna", "http://host/") + "\n" + account(shop, "shop", "http://host/")));

        assertThat(importing.count("accounts")).isEqualTo(3);
    }

    @Test
    void of_many_that_are_skipped_ten_are_printed_and_all_are_in_the_file() {
        String[] documents = new String[100];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = subscription(new UUID(5, i), anna, order);
        }
        Importing.Run run = importing.run(new DumpFolder(folder).subscriptions(documents));

        assertThat(run.printed().lines().filter(line -> line.startsWith("  subscriptions, entry")))
                .hasSize(10);
        assertThat(run.printed()).contains("  100  subscriptions: its account does not exist");
        assertThat(run.journal()).hasSize(101);
    }

    private DumpFolder whole() {
        return new DumpFolder(folder)
                .accounts(account(shop, "shop", "http://host/"), account(anna, "anna", "http://host/"))
                .registrations(registration(order, shop, "{}"))
                .subscriptions(subscription(UUID.randomUUID(), anna, order))
                .triggered(triggered(UUID.randomUUID(), order));
    }

    private static String table(Importing.Run run) {
        return run.printed()
                .lines()
                .filter(line -> line.matches("[a-z_]+ +[0-9].*"))
                .map(line -> line.replace(" ", ""))
                .reduce("", String::concat);
    }
}
