package dev.jwebhooks.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recovery that outlives the instance that began it. */
class InterruptedRecoveryTest {
    private final String database = Databases.migrated();
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void another_instance_goes_on_where_one_was_stopped_and_sends_nothing_twice() {
        List<String> lost = new ArrayList<>();
        TestAccount anna;
        String recovery;
        try (RunningService one = recovering(1)) {
            Api api = one.api();
            anna = api.account(receiver.url("/anna"));
            TestAccount shop = api.account(receiver.url("/shop"));
            EndedDeliveries ended = new EndedDeliveries(one, shop, anna);
            Instant noon = one.clock().instant().minus(Duration.ofHours(12));
            String paid = api.register(shop, "order.paid", "{}");
            for (int second : secondsInDisorder()) {
                lost.add(ended.add(paid, noon.plusSeconds(second), "failed").toString());
            }
            Answer begun = api.post(
                    "/v1/webhook/deliveries/recover", anna, "{\"since\": %d}".formatted(noon.getEpochSecond()));
            recovery = "/v1/webhook/recoveries/" + begun.body().path("id").asString();
            await().until(() -> receiver.at("/anna").size() >= 2);
        }
        assertThat(sent().toList()).hasSizeLessThan(lost.size()).startsWith(lost.get(3), lost.get(1));

        try (RunningService other = recovering(50)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> other.api()
                            .get(recovery, anna)
                            .body()
                            .path("state")
                            .asString()
                            .equals("finished"));
            await().until(() -> sent().distinct().count() == lost.size());
        }
        assertThat(sent()).containsExactlyInAnyOrderElementsOf(lost);
    }

    private Stream<String> sent() {
        return receiver.at("/anna").stream().map(Received::deliveryId);
    }

    /** More than go in the time that the slowest stop takes; the first is the fourth, and the second the second. */
    private static List<Integer> secondsInDisorder() {
        List<Integer> seconds = new ArrayList<>(List.of(4, 2, 5, 1, 3));
        IntStream.rangeClosed(6, 30).forEach(seconds::add);
        return seconds;
    }

    private RunningService recovering(int perSecond) {
        return RunningService.start(
                database, "--jwebhooks.recovery.per-second=" + perSecond, "--jwebhooks.recovery.poll-interval=50ms");
    }
}
