package dev.jwebhooks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.AttemptCounts;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StatsApiTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void attempts_are_counted_as_they_are_made() {
        AtomicInteger posts = new AtomicInteger();
        receiver.answer("/a", _ -> posts.incrementAndGet() == 1 ? 500 : 200);
        Publisher publisher = api.subscribedToItself(receiver.url("/a"));
        for (int i = 0; i < 3; i++) {
            api.trigger(publisher);
        }

        await().untilAsserted(() -> {
            JsonNode total = stats(publisher.account(), "").path("total");
            assertThat(total.path("attempts").asInt()).isEqualTo(3);
            assertThat(total.path("failures").asInt()).isEqualTo(1);
            assertThat(total.path("successes").asInt()).isEqualTo(2);
            assertThat(total.path("latency_ms").path("p50").asDouble()).isGreaterThan(0);
        });
    }

    @Test
    void an_account_sees_its_own_attempts_alone() {
        Publisher publisher = api.subscribedToItself(receiver.url("/a"));
        api.trigger(publisher);
        await().until(() -> total(publisher.account()) == 1);

        assertThat(total(api.account(receiver.url("/b")))).isZero();
        assertThat(api.get("/v1/account/stats", TestAccount.STRANGER).status()).isEqualTo(401);
    }

    @Test
    void without_parameters_it_is_the_day_that_ends_now_in_hours() {
        JsonNode stats = stats(api.account(receiver.url("/a")), "");

        assertThat(stats.path("step_seconds").asInt()).isEqualTo(3_600);
        assertThat(stats.path("steps")).hasSizeBetween(24, 25);
        assertThat(stats.path("steps").path(0).path("latency_ms").isNull()).isTrue();
        Instant now = service.clock().instant();
        assertThat(stats.path("until").asDouble()).isBetween(now.getEpochSecond() - 60.0, now.getEpochSecond() + 1.0);
    }

    @Test
    void each_step_has_the_attempts_that_began_in_it() {
        TestAccount account = api.account(receiver.url("/a"));
        counted(account, NOON.minus(1, ChronoUnit.MINUTES), true, 5, 1_000);
        counted(account, NOON, true, 5, 1);
        counted(account, NOON.plus(4, ChronoUnit.MINUTES), false, 5, 2);
        counted(account, NOON.plus(5, ChronoUnit.MINUTES), true, 5, 3);
        counted(account, NOON.plus(15, ChronoUnit.MINUTES), true, 5, 1_000);

        JsonNode steps = stats(account, "?since=2026-01-31T12:00:00Z&until=2026-01-31T12:15:00Z&step=5m")
                .path("steps");

        assertThat(steps).hasSize(3);
        assertThat(numbers(steps, "attempts")).containsExactly(3, 3, 0);
        assertThat(numbers(steps, "successes")).containsExactly(1, 3, 0);
        assertThat(numbers(steps, "failures")).containsExactly(2, 0, 0);
        assertThat(numbers(steps, "since")).containsExactly(epoch(NOON), epoch(NOON) + 300, epoch(NOON) + 600);
    }

    @Test
    void a_minute_that_has_just_begun_has_a_step() {
        TestAccount account = api.account(receiver.url("/a"));
        counted(account, NOON.plus(5, ChronoUnit.MINUTES), true, 5, 3);

        JsonNode steps = stats(account, "?since=%d&until=%d.5&step=5m".formatted(epoch(NOON), epoch(NOON) + 300))
                .path("steps");

        assertThat(numbers(steps, "attempts")).containsExactly(0, 3);
    }

    @Test
    void what_several_instances_counted_adds_up() {
        TestAccount account = api.account(receiver.url("/a"));
        counted(account, NOON, true, 5, 40);
        service.database()
                .sql("insert into attempt_counts values (?::uuid, ?, true, 5, 99, 2)")
                .params(account.id(), NOON.atOffset(ZoneOffset.UTC))
                .update();

        JsonNode stats = stats(account, "?since=%d.0&until=%d&step=1m".formatted(epoch(NOON), epoch(NOON) + 60));

        assertThat(stats.path("total").path("attempts").asInt()).isEqualTo(42);
    }

    @Test
    void percentiles_are_within_a_fifth_of_what_was_measured() {
        TestAccount account = api.account(receiver.url("/a"));
        // By tenths of a second, 100 to 10,000 ms, as often each.
        for (int took = 100; took <= 10_000; took += 100) {
            counted(account, NOON, true, classOf(took), 1);
        }

        JsonNode latency = stats(account, "?since=2026-01-31T12:00:00Z&until=2026-01-31T13:00:00Z&step=1h")
                .path("total")
                .path("latency_ms");

        assertThat(latency.path("p50").asDouble()).isBetween(5_000 * 0.8, 5_000 * 1.2);
        assertThat(latency.path("p90").asDouble()).isBetween(9_000 * 0.8, 9_000 * 1.2);
        assertThat(latency.path("p99").asDouble()).isBetween(9_900 * 0.8, 9_900 * 1.2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        since=yesterday                                       | Invalid since parameter: seconds since 1970, or a time such as 2026-01-31T12:00:00Z
        until=-1                                              | Invalid until parameter: seconds since 1970, or a time such as 2026-01-31T12:00:00Z
        step=5                                                | Invalid step parameter: minutes, hours or days such as 5m, 1h or 1d
        step=0m                                               | Invalid step parameter: minutes, hours or days such as 5m, 1h or 1d
        since=2026-01-31T12:00:00Z&until=2026-01-31T12:00:00Z | since must be before until
        since=0&step=1m                                       | More than 1000 steps: ask for a longer step or a shorter time
        """)
    void a_wrong_parameter_is_told_with_what_would_be_right(String query, String error) {
        Answer refused = api.get("/v1/account/stats?" + query, api.account(receiver.url("/a")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    private JsonNode stats(TestAccount account, String query) {
        Answer answer = api.get("/v1/account/stats" + query, account);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private int total(TestAccount account) {
        return stats(account, "").path("total").path("attempts").asInt();
    }

    private void counted(TestAccount account, Instant minute, boolean succeeded, int duration, int attempts) {
        service.database()
                .sql("""
                    insert into attempt_counts values (?::uuid, ?, ?, ?, 0, ?)
                    on conflict (account_id, minute, succeeded, duration, slot)
                    do update set attempts = attempt_counts.attempts + excluded.attempts
                    """)
                .params(UUID.fromString(account.id()), minute.atOffset(ZoneOffset.UTC), succeeded, duration, attempts)
                .update();
    }

    private static int classOf(int tookMs) {
        return (int) AttemptCounts.BOUNDS_MS.stream()
                .filter(bound -> bound <= tookMs)
                .count();
    }

    private static List<Integer> numbers(JsonNode steps, String field) {
        return steps.valueStream().map(step -> step.path(field).asInt()).toList();
    }

    private static int epoch(Instant moment) {
        return Math.toIntExact(Duration.between(Instant.EPOCH, moment).toSeconds());
    }
}
