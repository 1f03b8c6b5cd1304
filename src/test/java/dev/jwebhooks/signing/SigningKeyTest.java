package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * The example that the tests of the Standard Webhooks' libraries share; its Ed25519 signature is in the specification.
 */
class SigningKeyTest {
    private static final Content EXAMPLE = Content.of(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

    @Test
    void a_secret_signs_by_hmac_sha256() {
        SigningKey secret = SigningKey.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign(EXAMPLE)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_key_pair_signs_by_ed25519() {
        SigningKey pair = SigningKey.of(
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ" + "6p9lMicMFs6Kvg==");

        assertThat(pair.sign(EXAMPLE))
                .isEqualTo(
                        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(pair)
                .isInstanceOfSatisfying(
                        Ed25519Key.class,
                        key -> assertThat(key.publicKey())
                                .isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="));
    }

    @Test
    void a_new_key_pair_is_64_bytes_and_no_other_is_like_it() {
        Ed25519Key one = Ed25519Key.random();

        assertThat(Base64.getDecoder().decode(one.text().substring("whsk_".length())))
                .hasSize(64);
        assertThat(Ed25519Key.random().text()).isNotEqualTo(one.text());
        assertThat(Ed25519Key.random().publicKey()).isNotEqualTo(one.publicKey());
    }

    @Test
    void keys_keep_out_of_logs() {
        assertThat(SigningSecret.random()).hasToString("SigningSecret[hidden]");
        assertThat(Ed25519Key.random()).hasToString("Ed25519Key[hidden]");
    }
}
