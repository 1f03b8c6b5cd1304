package dev.jwebhooks.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A delivery that was fired at noon and made five minutes after, as in a large fan-out. */
class MadeLaterTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final Instant noon =
            service.clock().instant().minus(Duration.ofHours(12)).truncatedTo(ChronoUnit.SECONDS);
    private final Instant made = noon.plus(Duration.ofMinutes(5));
    private final UUID delivery =
            new UUID(made.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());

    @BeforeEach
    void fail() {
        service.database()
                .sql("""
                    with t as (
                        insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                        values (gen_random_uuid(), gen_random_uuid(), ?::uuid, ?, 'e', '{}') returning id
                    )
                    insert into deliveries (id, triggered_id, account_id, attempts, state)
                    select ?, id, ?::uuid, 4, 'failed' from t
                    """)
                .params(shop.id(), noon.atOffset(ZoneOffset.UTC), delivery, anna.id())
                .update();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        of its firing                         | PT-1S    | PT1M       | false
        of its making                         | PT4M     | PT6M       | true
        of both                               | PT-1S    | PT6M       | true
        that ends as it is made               | PT4M     | PT5M       | false
        that ends in its millisecond          | PT4M     | PT5M0.0004S | true
        that begins in its millisecond        | PT5M0.0004S | PT6M    | true
        that begins after its millisecond     | PT5M0.001S | PT6M     | false
        """)
    void its_receiver_finds_and_recovers_it_by_the_time(String of, Duration since, Duration until, boolean found) {
        List<String> expected = found ? List.of(delivery.toString()) : List.of();

        assertThat(listed(anna, "receiver", noon.plus(since), noon.plus(until)))
                .as(of)
                .isEqualTo(expected);
        assertThat(recovered(noon.plus(since), noon.plus(until))).as(of).isEqualTo(expected.size());
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, PT1M, true", "PT4M, PT6M, false", "PT0S, PT1S, true", "PT-1S, PT0S, false"})
    void its_publisher_finds_it_by_the_time_of_its_firing(Duration since, Duration until, boolean found) {
        assertThat(listed(shop, "publisher", noon.plus(since), noon.plus(until)))
                .isEqualTo(found ? List.of(delivery.toString()) : List.of());
    }

    private List<String> listed(TestAccount account, String role, Instant since, Instant until) {
        Answer list = api.get("/v1/webhook/deliveries?as=%s&since=%s&until=%s".formatted(role, since, until), account);
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        return list.body()
                .path("deliveries")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private int recovered(Instant since, Instant until) {
        Answer begun = api.post("/v1/webhook/deliveries/recover", anna, """
            {"since": "%s", "until": "%s"}
            """.formatted(since, until));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        String recovery = "/v1/webhook/recoveries/" + begun.body().path("id").asString();
        JsonNode ended = await().until(
                        () -> api.get(recovery, anna).body(),
                        shown -> shown.path("state").asString().equals("finished"));
        return ended.path("resent").asInt();
    }
}
