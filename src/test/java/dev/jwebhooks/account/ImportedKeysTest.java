package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Accounts whose hashes came from PyWebhooks. On a service of its own, as these make every wrong key slow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedKeysTest {
    private static final String KEY = "9f1b2c3d4e5f60718293a4b5c6d7e8f901234567";
    private static final String FAST = "pbkdf2:sha1:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410";
    private static final String SLOW = "pbkdf2:sha256:100000$jLuiTP5qKPFOkQY0"
            + "$5dfc3a3058e000cdecacc29a9aabab0bfda2763b11018c6540e0da82df86ebf8";

    private RunningService service;
    private Receiver receiver;

    @BeforeAll
    void start() {
        service = RunningService.start(Databases.migrated());
        receiver = Receiver.start();
    }

    @AfterAll
    void stop() {
        receiver.close();
        service.close();
    }

    @Test
    void the_old_key_is_taken_and_its_hash_is_ours_from_then_on() {
        TestAccount anna = imported(FAST);

        assertThat(statusOf(anna)).isEqualTo(200);

        assertThat(storedHash(anna)).startsWith("sha256$");
        assertThat(statusOf(anna)).isEqualTo(200);
        assertThat(statusOf(anna.withApiKey("0" + KEY))).isEqualTo(401);
    }

    @Test
    void a_wrong_key_is_refused_and_leaves_the_hash_as_it_is() {
        TestAccount anna = imported(FAST);

        assertThat(statusOf(anna.withApiKey(KEY.replace('9', '8')))).isEqualTo(401);

        assertThat(storedHash(anna)).isEqualTo(FAST);
    }

    @Test
    void the_key_of_an_imported_account_opens_no_other() {
        imported(FAST);
        TestAccount ours = service.api().account(receiver.url("/ours"));

        assertThat(statusOf(ours.withApiKey(KEY))).isEqualTo(401);
        assertThat(statusOf(ours.withUsername("nobody").withApiKey(KEY))).isEqualTo(401);
    }

    @Test
    void a_reset_ends_the_old_key() {
        TestAccount anna = imported(FAST);

        assertThat(service.api()
                        .send(service.api()
                                .request("/v1/account/reset/apikey")
                                .header("username", anna.username())
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);

        assertThat(statusOf(anna)).isEqualTo(401);
        assertThat(statusOf(anna.withApiKey(receiver.sentKey("/imported", "api_key"))))
                .isEqualTo(200);
    }

    @Test
    void how_long_a_wrong_key_takes_does_not_tell_whose_account_was_imported() {
        TestAccount ours = service.api().account(receiver.url("/ours"));
        service.database()
                .sql("update accounts set api_key_hash = ? where api_key_hash like 'pbkdf2:%'")
                .param(ApiKeyHash.NOBODYS)
                .update();
        TestAccount anna = imported(SLOW).withApiKey("wrong");

        Duration imported = fastest(anna);

        assertThat(fastest(ours.withApiKey("wrong"))).isGreaterThan(imported.dividedBy(2));
        assertThat(fastest(anna.withUsername("nobody"))).isGreaterThan(imported.dividedBy(2));
        assertThat(fastest(ours)).isLessThan(imported.dividedBy(2));
    }

    private Duration fastest(TestAccount account) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            statusOf(account);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return Duration.ofNanos(fastest);
    }

    private TestAccount imported(String hash) {
        TestAccount account = service.api().account(receiver.url("/imported"));
        service.database()
                .sql("update accounts set api_key_hash = ? where username = ?")
                .params(hash, account.username())
                .update();
        return account.withApiKey(KEY);
    }

    private int statusOf(TestAccount account) {
        return service.api()
                                .get("/v1/webhook/subscriptions?start=0&limit=1", account)
                                .status()
                        == 401
                ? 401
                : 200;
    }

    private String storedHash(TestAccount account) {
        return service.database()
                .sql("select api_key_hash from accounts where username = ?")
                .param(account.username())
                .query(String.class)
                .single();
    }
}
