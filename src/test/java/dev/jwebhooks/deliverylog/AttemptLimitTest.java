package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A delivery that was sent again and again. */
class AttemptLimitTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final Publisher publisher = api.subscribedToItself(receiver.url("/a"));
    private final TestAccount account = publisher.account();
    private String id = "";

    @BeforeEach
    void fire() {
        api.trigger(publisher);
        id = await().until(
                        () -> api.get("/v1/webhook/deliveries?status=succeeded", account)
                                .body()
                                .path("deliveries")
                                .path(0)
                                .path("id")
                                .asString(),
                        found -> !found.isEmpty());
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void it_is_sent_again_up_to_its_thousandth_attempt_and_refused_then() {
        failedAfter(999);
        assertThat(retry().status()).isEqualTo(200);
        await().until(() -> show().path("status").asString().equals("succeeded"));

        Answer refused = retry();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error())
                .isEqualTo("The delivery was attempted 1000 times and is not sent again: fire its webhook once more");
        assertThat(show().path("status").asString()).isEqualTo("succeeded");
        assertThat(receiver.at("/a")).hasSize(2);
    }

    @Test
    void its_newest_attempts_are_shown_and_how_many_there_were() {
        failedAfter(250);

        JsonNode shown = show();

        assertThat(shown.path("attempt_count").asInt()).isEqualTo(250);
        assertThat(numbers(shown))
                .isEqualTo(IntStream.rangeClosed(151, 250).boxed().toList());
    }

    /** So many attempts, all of which failed. */
    private void failedAfter(int attempts) {
        service.database().sql("""
            update deliveries
            set attempts = ?, state = 'failed', started_at = null, took_ms = null, status = null, answer = null
            where id = ?::uuid
            """).params(attempts, id).update();
        service.database()
                .sql("""
                    insert into attempts (delivery_id, number, started_at, took_ms, status, error)
                    select ?::uuid, n, ?, 5, 500, 'HTTP 500' from generate_series(1, ?) n
                    """)
                .params(id, service.clock().instant().atOffset(ZoneOffset.UTC), attempts)
                .update();
    }

    private Answer retry() {
        return api.post("/v1/webhook/deliveries/" + id + "/retry", account);
    }

    private JsonNode show() {
        return api.get("/v1/webhook/deliveries/" + id, account).body();
    }

    private static List<Integer> numbers(JsonNode delivery) {
        return delivery.path("attempts")
                .valueStream()
                .map(attempt -> attempt.path("number").asInt())
                .toList();
    }
}
