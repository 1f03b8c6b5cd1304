package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.account.FailureLimit;
import dev.jwebhooks.delivery.Body.Contents;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.signing.AccountKeys;
import dev.jwebhooks.signing.SigningSecret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptRunTest {
    private final RunningService service = RunningService.inProcess();

    @Test
    void a_delivery_that_cannot_be_begun_lets_go_of_its_body_and_keeps_no_other_back() {
        BodyMemory memory = new BodyMemory(service.part(DeliverySettings.class));
        LargeBody body = new LargeBody(memory, Integer.MAX_VALUE, () -> new byte[1]);
        body.join();
        assertThat(body.open("http://endpoint.example/")).isInstanceOf(Contents.Bytes.class);
        assertThat(memory.take("another", 1)).isEmpty();
        AttemptRun attempts = new AttemptRun(
                service.part(Sender.class),
                service.part(Recorder.class),
                service.part(DeliverySettings.class),
                service.part(FailureLimit.class),
                new StoppedClock(),
                service.part(LeaseClock.class));
        attempts.beginNoMore();

        attempts.begin(delivery(body));

        assertThat(memory.take("another", 1)).isPresent();
    }

    private static Delivery delivery(Body body) {
        UUID id = UUID.randomUUID();
        AccountKeys keys = new AccountKeys("secret", true, SigningSecret.random(), null, List.of());
        Delivery.Target target =
                new Delivery.Target("http://endpoint.example/", keys, DeliveryOptions.USUAL, 0, false, false, false);
        return new Delivery(id, id, 0, 0, Instant.EPOCH, new Delivery.Message(id, "e", body), target);
    }

    /** Something that fails, and is not expected to. */
    private static final class StoppedClock extends Clock {
        @Override
        public Instant instant() {
            throw new IllegalStateException("This clock has stopped");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
