package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptSignatureTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final Subscriber subscriber = Subscriber.at("/a", api, receiver);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_delivery_carries_both_the_signature_of_pywebhooks_and_that_of_the_standard_webhooks() throws Exception {
        long before = service.clock().instant().getEpochSecond();

        Received received = subscriber.fire();

        assertThat(received.isSignedWith(subscriber.account().secretKey())).isTrue();
        assertThat(timestamp(received))
                .isBetween(before, service.clock().instant().getEpochSecond());
        assertThat(received.header("webhook-signature")).isEqualTo(expected(received, subscriber.secret()));
    }

    @Test
    void an_attempt_is_signed_anew_with_its_own_time_and_the_same_id() throws Exception {
        receiver.answer("/a", 500);
        Received first = subscriber.fire();
        awaitFailedCount(1);

        service.clock().advance(Duration.ofMinutes(3));
        Received second = subscriber.received(2);

        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(timestamp(second)).isBetween(timestamp(first) + 180, timestamp(first) + 240);
        assertThat(second.header("webhook-signature")).isEqualTo(expected(second, subscriber.secret()));
    }

    @Test
    void each_delivery_has_an_id_of_its_own() {
        assertThat(subscriber.fire().header("webhook-id"))
                .isNotEqualTo(subscriber.fire().header("webhook-id"));
    }

    private static long timestamp(Received received) {
        return Long.parseLong(received.header("webhook-timestamp"));
    }

    /** What the published library makes of the same id, time and body. */
    private static String expected(Received received, String secret) throws Exception {
        return new Webhook(secret).sign(received.header("webhook-id"), timestamp(received), received.body());
    }

    private void awaitFailedCount(int count) {
        await().until(() -> api.get("/v1/account/" + subscriber.account().id(), subscriber.account())
                        .body()
                        .path("failed_count")
                        .asInt()
                == count);
    }
}
