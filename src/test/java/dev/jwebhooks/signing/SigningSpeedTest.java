package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Every attempt is signed, so this is a part of what each costs. The figures in the documentation come from
 * {@code ./mvnw test -Dtest=SigningSpeedTest -Dsigning.seconds=5}.
 */
class SigningSpeedTest {
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("signing.seconds", 1));
    private static final UUID ID = UUID.randomUUID();
    private static final Instant AT = Instant.ofEpochSecond(1_764_000_000);

    private final byte[] body = new byte[1_000];

    @Test
    void an_attempt_is_signed_in_microseconds() {
        AccountKeys keys = new AccountKeys(
                "5d2f8c1c7d0a4a8d9e1b3c5f7a9b1d3e5f7a9c1e", true, SigningSecret.random(), null, List.of());

        long both = perSecond(() -> keys.sign(ID, AT, body).size());
        long sha1 =
                perSecond(() -> PyWebhooksSignature.of(body, keys.secretKey()).length());

        System.out.printf(
                "attempts signed a second and core, bodies of 1 KB: %,d, of which HMAC-SHA1 alone %,d%n", both, sha1);
        assertThat(both).isGreaterThan(50_000);
    }

    @Test
    void a_signature_by_ed25519_takes_longer_than_all_else() {
        Ed25519Key pair = Ed25519Key.random();

        long signatures =
                perSecond(() -> pair.sign(Content.of(ID.toString(), AT, body)).length());

        System.out.printf("Ed25519 signatures a second and core: %,d%n", signatures);
        assertThat(signatures).isGreaterThan(100);
    }

    private static long perSecond(java.util.function.IntSupplier work) {
        run(work, Duration.ofSeconds(1));
        return run(work, RUN) / RUN.toSeconds();
    }

    private static long run(java.util.function.IntSupplier work, Duration during) {
        long start = System.nanoTime();
        long times = 0;
        while (System.nanoTime() - start < during.toNanos()) {
            times += Math.min(1, work.getAsInt());
        }
        return times;
    }
}
