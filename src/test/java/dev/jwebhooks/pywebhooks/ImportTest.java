package dev.jwebhooks.pywebhooks;

import static dev.jwebhooks.pywebhooks.DumpFolder.KEY;
import static dev.jwebhooks.pywebhooks.DumpFolder.SECRET;
import static dev.jwebhooks.pywebhooks.DumpFolder.account;
import static dev.jwebhooks.pywebhooks.DumpFolder.registration;
import static dev.jwebhooks.pywebhooks.DumpFolder.subscription;
import static dev.jwebhooks.pywebhooks.DumpFolder.triggered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
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
import tools.jackson.databind.JsonNode;

/** What an import brings over, as it is seen by those whose it is: through the API, and at their endpoints. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportTest {
    private Importing importing;
    private RunningService service;
    private Receiver receiver;

    private final UUID shop = UUID.randomUUID();
    private final UUID anna = UUID.randomUUID();

    @BeforeAll
    void start() {
        importing = Importing.intoNewDatabase();
        service = importing.service();
        receiver = Receiver.start();
    }

    @AfterAll
    void stop() {
        receiver.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        importing.empty();
    }

    @Test
    void the_old_key_calls_the_api_and_the_old_secret_signs_what_comes(@TempDir Path folder) {
        UUID order = UUID.randomUUID();
        UUID subscribed = UUID.randomUUID();
        importing.run(new DumpFolder(folder)
                .accounts(account(shop, "shop", receiver.url("/shop")), account(anna, "anna", receiver.url("/anna")))
                .registrations(registration(order, shop, "{\"z\": 1, \"a\": \"\u00e9\"}"))
                .subscriptions(subscription(subscribed, anna, order)));

        JsonNode subscriptions = service.api()
                .get("/v1/webhook/subscription?start=0&limit=10", caller(anna, "anna"))
                .body();
        assertThat(subscriptions.path("subscriptions").path(0).path("id").asString())
                .isEqualTo(subscribed.toString());

        service.api().trigger(caller(shop, "shop"), order.toString());

        await().until(() -> !receiver.at("/anna").isEmpty());
        Receiver.Received received = receiver.at("/anna").getFirst();
        assertThat(received.body()).isEqualTo("{\"z\": 1, \"a\": \"\\u00e9\"}");
        assertThat(received.event()).isEqualTo("order paid");
        assertThat(received.isSignedWith(SECRET)).isTrue();
    }

    @Test
    void an_account_is_what_it_was(@TempDir Path folder) {
        importing.run(new DumpFolder(folder).accounts(account(anna, "anna", "http://host/path?x=1#y")));

        JsonNode shown =
                service.api().get("/v1/account/" + anna, caller(anna, "anna")).body();
        assertThat(shown.path("epoch").decimalValue()).isEqualTo("1441164550.515677");
        assertThat(shown.path("failed_count").asInt()).isEqualTo(7);
        assertThat(shown.path("secret_key").asString()).isEqualTo(SECRET);
        assertThat(shown.path("endpoint").asString()).isEqualTo("http://host/path?x=1#y");
        assertThat(shown.path("is_admin").asBoolean()).isFalse();
    }

    @Test
    void what_was_fired_is_listed_and_never_sent(@TempDir Path folder) {
        UUID order = UUID.randomUUID();
        UUID fired = UUID.randomUUID();
        UUID firedByOneThatIsGone = UUID.randomUUID();
        importing.run(new DumpFolder(folder)
                .accounts(account(anna, "anna", receiver.url("/history")))
                .registrations(registration(order, anna, "{}"))
                .subscriptions(subscription(UUID.randomUUID(), anna, order))
                .triggered(triggered(fired, order), triggered(firedByOneThatIsGone, UUID.randomUUID())));

        JsonNode listed = service.api()
                .get("/v1/webhook/triggered?start=0&limit=10", caller(anna, "anna"))
                .body()
                .path("triggered_webhooks");
        assertThat(listed.findValuesAsString("id"))
                .containsExactlyInAnyOrder(fired.toString(), firedByOneThatIsGone.toString());
        assertThat(listed.path(0).path("epoch").decimalValue()).isEqualTo("1441164553.5");

        // A delivery that comes later shows that the ones before would have come.
        String now = service.api().trigger(caller(anna, "anna"), order.toString());
        await().until(() -> !receiver.at("/history").isEmpty());
        assertThat(receiver.at("/history")).hasSize(1);
        assertThat(importing.count("deliveries")).isEqualTo(1);
        assertThat(now).isNotEqualTo(fired.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"b": 1, "a": [true, null, ""]}  | {"b": 1, "a": [true, null, ""]}
        {"n":123456789012345678901234567890}  | {"n": 123456789012345678901234567890}
        [1.0, 1e5, 1e16, 0.00001, -0.0, 5e-324]  | [1.0, 100000.0, 1e+16, 1e-05, -0.0, 5e-324]
        "\\ud83d\\ude00 \\u0000 }]"  | "\\ud83d\\ude00 \\u0000 }]"
        "a \\" quoted { brace"  | "a \\" quoted { brace"
        null  | null
        {"$reql_type$": "TIME", "epoch_time": 1.5}  | {"$reql_type$": "TIME", "epoch_time": 1.5}
        """)
    void event_data_is_what_python_would_send(String inDump, String stored, @TempDir Path folder) {
        UUID order = UUID.randomUUID();
        importing.run(new DumpFolder(folder)
                .accounts(account(anna, "anna", "http://host/"))
                .registrations(registration(order, anna, inDump)));

        assertThat(importing.text("select event_data from registrations")).isEqualTo(stored);
    }

    @Test
    void an_account_whose_hash_cannot_be_checked_is_there_and_resets_its_key(@TempDir Path folder) {
        Importing.Run run = importing.run(new DumpFolder(folder)
                .accounts(account(anna, "anna", receiver.url("/scrypt"))
                        .replace(DumpFolder.HASH, "scrypt:32768:8:1$x$00")));

        assertThat(run.outcome()).isEqualTo(Import.Outcome.COMPLETE);
        assertThat(run.printed()).contains("1  accounts: its api_key is no hash that can be checked here");
        assertThat(run.journal()).anySatisfy(line -> assertThat(line).startsWith("remark\taccounts\t1\t" + anna));
        service.api()
                .send(service.api()
                        .request("/v1/account/reset/apikey")
                        .header("username", "anna")
                        .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
        TestAccount reset = caller(anna, "anna").withApiKey(receiver.sentKey("/scrypt", "api_key"));
        assertThat(service.api().get("/v1/account/" + anna, reset).status()).isEqualTo(200);
    }

    private static TestAccount caller(UUID id, String username) {
        return new TestAccount(id.toString(), username, KEY, SECRET);
    }
}
