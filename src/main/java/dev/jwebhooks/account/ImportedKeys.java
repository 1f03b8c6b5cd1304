package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keys that came from PyWebhooks with their slow hashes. The first use of one replaces its hash by a fast one.
 *
 * <p>A slow check would tell strangers that a name is an imported account's. So while such hashes are left, every wrong
 * key takes one, whoever it is for. They have half of the cores together, in the order in which they came, and calls
 * with keys of our own never wait.
 */
@Component
class ImportedKeys {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Semaphore cores =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    ImportedKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether these credentials were imported and the key is theirs. Asked also where there are none, for the time. */
    boolean accept(Optional<Credentials> found, String apiKey) {
        Optional<String> anyones = anyHash();
        Optional<Credentials> imported = found.filter(Credentials::areImported);
        boolean matches = imported.map(Credentials::apiKeyHash)
                .or(() -> anyones)
                .map(hash -> matches(apiKey, hash))
                .orElse(false);
        if (matches && imported.isPresent()) {
            replaceHash(imported.get(), apiKey);
            return true;
        }
        return false;
    }

    private Optional<String> anyHash() {
        return jdbc.sql("select api_key_hash from accounts where api_key_hash like 'pbkdf2:%' limit 1")
                .query(String.class)
                .optional();
    }

    private boolean matches(String apiKey, String hash) {
        WerkzeugHash werkzeug = WerkzeugHash.parse(hash)
                .orElseThrow(() -> new IllegalStateException("An account's stored api_key_hash has an unknown form"));
        awaitCore();
        try {
            return werkzeug.matches(apiKey);
        } finally {
            cores.release();
        }
    }

    private void awaitCore() {
        try {
            if (!cores.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refused.unavailable("Too many keys are being checked at once; try again soon", TRY_AGAIN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("The service is stopping; try again soon", TRY_AGAIN);
        }
    }

    /** Unless the key was reset meanwhile. */
    private void replaceHash(Credentials imported, String apiKey) {
        jdbc.sql("update accounts set api_key_hash = :ours where id = :id and api_key_hash = :theirs")
                .param("ours", ApiKeyHash.of(apiKey))
                .param("id", imported.accountId())
                .param("theirs", imported.apiKeyHash())
                .update();
    }
}
