package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RotationTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final Subscriber subscriber = Subscriber.at("/a", api, receiver);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_new_secret_signs_first_and_the_one_before_until_24_hours_are_over() throws Exception {
        String before = subscriber.secret();

        Answer rotated = subscriber.rotate();

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.body()).isEqualTo(subscriber.signing());
        String now = subscriber.secret();
        assertThat(now).startsWith("whsec_").isNotEqualTo(before);
        assertThat(signedWith(subscriber.fire(), now, before)).isTrue();

        service.clock().advance(Duration.ofHours(24).minusSeconds(60));
        assertThat(signedWith(subscriber.fire(), now, before)).isTrue();
        service.clock().advance(Duration.ofSeconds(61));
        assertThat(signedWith(subscriber.fire(), now)).isTrue();
    }

    @Test
    void its_owner_sees_until_when_the_secret_before_signs_but_not_that_secret() {
        String before = subscriber.secret();
        long earliest = service.clock().instant().plus(Duration.ofHours(24)).getEpochSecond();

        String shown = subscriber.rotate().text();

        assertThat(subscriber.signing().path("retiring")).singleElement().satisfies(retiring -> {
            assertThat(retiring.path("signature").asString()).isEqualTo("v1");
            assertThat(retiring.path("until").asDouble()).isBetween((double) earliest, earliest + 60.0);
        });
        assertThat(shown).doesNotContain(before);
        service.clock().advance(Duration.ofHours(25));
        assertThat(subscriber.signing().path("retiring")).isEmpty();
    }

    @Test
    void whoever_still_has_the_secret_before_the_last_rotation_can_verify_too() throws Exception {
        String first = subscriber.secret();
        subscriber.rotate();
        String second = subscriber.secret();
        service.clock().advance(Duration.ofHours(1));
        subscriber.rotate();

        assertThat(signedWith(subscriber.fire(), subscriber.secret(), second, first))
                .isTrue();
        service.clock().advance(Duration.ofHours(23).plusSeconds(1));
        assertThat(signedWith(subscriber.fire(), subscriber.secret(), second)).isTrue();
    }

    @Test
    void five_secrets_may_overlap_with_the_one_in_use_and_the_next_is_told_when_to_come() {
        for (int i = 0; i < 5; i++) {
            assertThat(subscriber.rotate().status()).isEqualTo(200);
        }
        String kept = subscriber.secret();

        Answer refused = subscriber.rotate();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(24 * 3600 - 60, 24 * 3600);
        assertThat(subscriber.secret()).isEqualTo(kept);
        service.clock().advance(Duration.ofHours(24));
        assertThat(subscriber.rotate().status()).isEqualTo(200);
    }

    @Test
    void of_rotations_at_once_none_is_lost() {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                callers.execute(() ->
                        answered.add(subscriber.rotate().body().path("secret").asString()));
            }
        }

        assertThat(answered).hasSize(5).contains(subscriber.secret());
        assertThat(subscriber.signing().path("retiring")).hasSize(5);
    }

    @Test
    void a_rotation_leaves_the_secret_key_and_a_reset_of_that_leaves_the_secret() {
        String secret = subscriber.secret();

        api.post("/v1/account/reset/secretkey", subscriber.account());
        assertThat(subscriber.secret()).isEqualTo(secret);
        subscriber.rotate();

        assertThat(subscriber.fire().isSignedWith(receiver.sentKey("/a", "secret_key")))
                .isTrue();
    }

    @Test
    void a_stranger_rotates_nothing() {
        assertThat(api.post("/v1/account/signing/rotate", TestAccount.STRANGER).status())
                .isEqualTo(401);
    }

    @Test
    void without_an_overlap_the_secret_before_is_worth_nothing_at_once() throws Exception {
        try (RunningService strict = RunningService.start(Databases.migrated(), "--jwebhooks.signing.overlap=0s")) {
            Subscriber there = Subscriber.at("/strict", strict.api(), receiver);
            there.rotate();

            assertThat(signedWith(there.fire(), there.secret())).isTrue();
        }
    }

    /** By the published library: with each of the secrets once, in their order, and with no other. */
    private static boolean signedWith(Received received, String... secrets) throws Exception {
        long timestamp = Long.parseLong(received.header("webhook-timestamp"));
        StringBuilder expected = new StringBuilder();
        for (String secret : secrets) {
            expected.append(expected.isEmpty() ? "" : " ")
                    .append(new Webhook(secret).sign(received.header("webhook-id"), timestamp, received.body()));
        }
        return received.header("webhook-signature").contentEquals(expected);
    }
}
