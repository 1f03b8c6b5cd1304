package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The counts of a trigger where there is too little time for them. */
class FanOutCountTest {
    @Test
    void counts_that_take_too_long_are_refused_with_a_time_to_try_again_and_another_way() {
        try (Receiver receiver = Receiver.start();
                RunningService service =
                        RunningService.start(Databases.migrated(), "--jwebhooks.delivery-log.count-timeout=1s")) {
            Publisher publisher = service.api().subscribedToItself(receiver.url("/a"));
            String triggered = service.api().trigger(publisher);

            Answer refused = countWhileLocked(service, publisher, triggered);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(refused.error())
                    .isEqualTo("Counting its deliveries takes too long now; try again later, or list them with"
                            + " GET /v1/webhook/deliveries?as=publisher&triggered_id=" + triggered);
            assertThat(count(service, publisher, triggered).status()).isEqualTo(200);
        }
    }

    /** Nothing is read of a locked table, however fast the machine is. */
    private static Answer countWhileLocked(RunningService service, Publisher publisher, String triggered) {
        return Objects.requireNonNull(service.part(TransactionTemplate.class).execute(_ -> {
            service.database().sql("lock table deliveries").update();
            return count(service, publisher, triggered);
        }));
    }

    private static Answer count(RunningService service, Publisher publisher, String triggered) {
        return service.api().get("/v1/webhook/triggered/" + triggered, publisher.account());
    }
}
