package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Ed25519Test {
    private static final String ON = "{\"ed25519\": true}";
    private static final String OFF = "{\"ed25519\": false}";

    private final RunningService service = RunningService.inProcess();
    private final Receiver receiver = Receiver.start();
    private final Subscriber subscriber = Subscriber.at("/a", service.api(), receiver);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void is_off_at_first() {
        assertThat(subscriber.signing().path("public_key").isNull()).isTrue();
        assertThat(versions(subscriber.fire())).containsExactly("v1");
    }

    @Test
    void turned_on_it_signs_too_and_whoever_has_the_public_key_can_verify() {
        assertThat(subscriber.change(ON).body().path("replaced").asInt()).isEqualTo(1);

        String publicKey = publicKey();
        Received received = subscriber.fire();

        assertThat(publicKey).matches("whpk_[0-9A-Za-z+/]{43}=");
        assertThat(versions(received)).containsExactly("v1", "v1a");
        assertThat(opensslVerifies(received, 1, publicKey)).isTrue();
        Subscriber other = Subscriber.at("/other", service.api(), receiver);
        other.change(ON);
        assertThat(opensslVerifies(
                        received, 1, other.signing().path("public_key").asString()))
                .isFalse();
    }

    @Test
    void its_secret_key_is_shown_nowhere() {
        subscriber.change(ON);

        assertThat(subscriber.signing().toString()).doesNotContain("whsk_");
        assertThat(rotate().text()).doesNotContain("whsk_");
    }

    @Test
    void turned_on_again_it_changes_nothing_and_turned_off_it_has_ended() {
        subscriber.change(ON);
        String publicKey = publicKey();
        assertThat(subscriber.change(ON).body().path("unchanged").asInt()).isEqualTo(1);
        assertThat(publicKey()).isEqualTo(publicKey);
        rotate();

        subscriber.change(OFF);

        assertThat(versions(subscriber.fire())).containsExactly("v1");
        assertThat(subscriber.signing().path("retiring")).isEmpty();
        subscriber.change(ON);
        assertThat(publicKey()).isNotEqualTo(publicKey);
    }

    @Test
    void a_new_key_pair_signs_and_the_one_before_until_24_hours_are_over() {
        subscriber.change(ON);
        String before = publicKey();

        Answer rotated = rotate();

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.body()).isEqualTo(subscriber.signing());
        Received both = subscriber.fire();
        assertThat(versions(both)).containsExactly("v1", "v1a", "v1a");
        assertThat(opensslVerifies(both, 1, publicKey())).isTrue();
        assertThat(opensslVerifies(both, 2, before)).isTrue();
        assertThat(rotated.body().path("retiring").path(0).path("signature").asString())
                .isEqualTo("v1a");
        service.clock().advance(Duration.ofHours(24));
        assertThat(versions(subscriber.fire())).containsExactly("v1", "v1a");
    }

    @Test
    void a_new_secret_leaves_the_key_pair_and_the_other_way_round() {
        subscriber.change(ON);
        String publicKey = publicKey();
        String secret = subscriber.secret();

        rotate();
        assertThat(subscriber.secret()).isEqualTo(secret);
        String next = publicKey();
        subscriber.rotate();

        assertThat(next).isNotEqualTo(publicKey);
        assertThat(publicKey()).isEqualTo(next);
        assertThat(versions(subscriber.fire())).containsExactly("v1", "v1a", "v1", "v1a");
        subscriber.change(OFF);
        assertThat(versions(subscriber.fire())).containsExactly("v1", "v1");
    }

    @Test
    void there_is_no_key_pair_to_replace_while_it_is_off() {
        Answer refused = rotate();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error())
                .isEqualTo("Ed25519 is off for this account; turn it on by PATCH /v1/account/signing"
                        + " {\"ed25519\": true}");
    }

    private Answer rotate() {
        return service.api().post("/v1/account/signing/ed25519/rotate", subscriber.account());
    }

    private String publicKey() {
        return subscriber.signing().path("public_key").asString();
    }

    private static List<String> versions(Received received) {
        return List.of(received.header("webhook-signature").split(" ", -1)).stream()
                .map(signature -> signature.split(",", 2)[0])
                .toList();
    }

    /** By the OpenSSL in Node, as the published libraries know HMAC alone. Skips the test where there is no Node. */
    private static boolean opensslVerifies(Received received, int nth, String publicKey) {
        Shell.require("node");
        String content =
                received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body();
        String signature =
                received.header("webhook-signature").split(" ", -1)[nth].substring("v1a,".length());
        String output = Shell.run(
                Map.of("KEY", publicKey.substring("whpk_".length()), "CONTENT", content, "SIGNATURE", signature),
                "node",
                "-e",
                """
                const { createPublicKey, verify } = require("node:crypto");
                const { KEY, CONTENT, SIGNATURE } = process.env;
                const x = Buffer.from(KEY, "base64").toString("base64url");
                const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
                process.stdout.write(String(verify(null, Buffer.from(CONTENT), key, Buffer.from(SIGNATURE, "base64"))));
                """);
        assertThat(output).isIn("true", "false");
        return output.equals("true");
    }
}
