package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningChangeTest {
    private final Api api = RunningService.inProcess().api();
    private final Receiver receiver = Receiver.start();
    private final Subscriber subscriber = Subscriber.at("/a", api, receiver);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void the_signature_of_pywebhooks_can_be_turned_off_and_on() {
        assertThat(subscriber.signing().path("pywebhooks_signature").asBoolean())
                .isTrue();

        Answer off = subscriber.change("{\"pywebhooks_signature\": false}");

        assertThat(off.body().path("replaced").asInt()).isEqualTo(1);
        assertThat(subscriber.signing().path("pywebhooks_signature").asBoolean())
                .isFalse();
        Received without = subscriber.fire();
        assertThat(without.header("pywebhooks-signature")).isEmpty();
        assertThat(without.header("webhook-signature")).startsWith("v1,");

        subscriber.change("{\"pywebhooks_signature\": true}");
        assertThat(subscriber.fire().isSignedWith(subscriber.account().secretKey()))
                .isTrue();
    }

    @Test
    void turned_off_it_stays_so_when_keys_are_replaced() {
        subscriber.change("{\"pywebhooks_signature\": false}");

        subscriber.rotate();
        api.post("/v1/account/reset/secretkey", subscriber.account());

        assertThat(subscriber.fire().header("pywebhooks-signature")).isEmpty();
    }

    @Test
    void it_is_turned_off_for_the_callers_account_alone() {
        Subscriber other = Subscriber.at("/other", api, receiver);

        subscriber.change("{\"pywebhooks_signature\": false}");

        assertThat(other.fire().isSignedWith(other.account().secretKey())).isTrue();
    }

    @Test
    void what_changes_nothing_counts_as_unchanged() {
        Answer unchanged = subscriber.change("{\"pywebhooks_signature\": true}");

        assertThat(unchanged.body().path("unchanged").asInt()).isEqualTo(1);
        assertThat(unchanged.body().path("replaced").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                | Missing pywebhooks_signature or ed25519 field
        {"pywebhooks_signature": null}    | Missing pywebhooks_signature or ed25519 field
        {"pywebhooks_signature": "false"} | The field pywebhooks_signature must be true or false
        {"ed25519": 1}                    | The field ed25519 must be true or false
        """)
    void a_wrong_change_is_told_by_its_field(String body, String error) {
        Answer refused = subscriber.change(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void a_stranger_changes_nothing() {
        Answer refused = api.patch("/v1/account/signing", TestAccount.STRANGER, "{\"pywebhooks_signature\": false}");

        assertThat(refused.status()).isEqualTo(401);
    }
}
