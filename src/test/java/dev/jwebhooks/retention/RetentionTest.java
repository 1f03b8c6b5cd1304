package dev.jwebhooks.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * With deliveries that are kept for six hours, in partitions of one, where time passes for PostgreSQL's clock as well.
 */
class RetentionTest {
    private static final RunningService SERVICE = RunningService.startWith(
            PassingTime.class,
            Databases.migrated(),
            "--jwebhooks.retention.deliveries=6h",
            "--jwebhooks.retention.attempts=3h",
            "--jwebhooks.retention.poll-interval=10ms",
            "--jwebhooks.delivery.retry-schedule=1s");

    private final Api api = SERVICE.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final String paid = api.register(shop, "order.paid", "{\"order\": 7}");

    @BeforeAll
    static void behindTheTimeOfTheFirstPartition() {
        SERVICE.clock().advance(Duration.ofDays(3));
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @BeforeEach
    void subscribe() {
        api.subscribe(anna, paid);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_delivery_and_its_message_are_kept_for_their_time_and_are_gone_after_it() {
        String old = fired();
        pass(Duration.ofHours(5));
        String younger = fired();

        assertThat(api.get("/v1/webhook/triggered/" + old, shop).status()).isEqualTo(200);
        pass(Duration.ofMinutes(140));

        await().until(() -> deliveries().size() == 1);
        assertThat(deliveries().path(0).path("triggered_id").asString()).isEqualTo(younger);
        await().until(() -> api.get("/v1/webhook/triggered/" + old, shop).status() == 404);
        assertThat(api.get("/v1/webhook/triggered/" + younger, shop).status()).isEqualTo(200);
    }

    @Test
    void what_came_back_at_an_attempt_can_be_kept_shorter_than_its_delivery() {
        receiver.answer("/anna", 500);
        fire();
        await().until(() -> status().equals("failed"));
        assertThat(attempts()).hasSize(2);

        pass(Duration.ofMinutes(215));

        await().until(() -> attempts().isEmpty());
        assertThat(status()).isEqualTo("failed");
    }

    @Test
    void what_is_still_to_be_delivered_is_kept_with_its_message_whatever_its_age() {
        api.post("/v1/account/pause", anna);
        String waiting = fire();

        pass(Duration.ofDays(2));
        await().until(() -> partitionOf(waiting).startsWith("deliveries_before_"));
        api.post("/v1/account/resume", anna);

        await().until(() -> receiver.at("/anna").size() == 1);
        assertThat(receiver.at("/anna").getFirst().body()).isEqualTo("{\"order\": 7}");
        // It is to be kept from now on: as long as if it had been fired now.
        passInSteps(Duration.ofHours(5));
        assertThat(status()).isEqualTo("succeeded");
        pass(Duration.ofHours(8));
        await().until(() -> deliveries().isEmpty());
        await().until(() -> api.get("/v1/webhook/triggered/" + waiting, shop).status() == 404);
    }

    @Test
    void what_waits_for_an_account_that_is_deleted_is_skipped() {
        api.post("/v1/account/pause", anna);
        String waiting = fire();

        assertThat(api.delete("/v1/account/" + anna.id(), anna).status()).isEqualTo(200);

        await().until(() -> publishers(waiting).path("status").asString().equals("skipped"));
        assertThat(publishers(waiting).path("reason").asString()).isEqualTo("the account is gone");
    }

    @Test
    void what_ends_late_is_kept_with_every_attempt_from_then_on() {
        receiver.answer("/anna", 500);
        api.post("/v1/account/pause", anna);
        String waiting = fire();
        passInSteps(Duration.ofHours(8));
        assertThat(partitionOf(waiting)).startsWith("deliveries_before_");
        String before = partitionOf(waiting);
        api.post("/v1/account/resume", anna);
        await().until(() -> status().equals("failed"));

        passInSteps(Duration.ofMinutes(150));

        assertThat(partitionOf(waiting)).startsWith("deliveries_before_").isNotEqualTo(before);
        assertThat(status()).isEqualTo("failed");
        assertThat(attempts()).hasSize(2);
        pass(Duration.ofHours(8));
        await().until(() -> deliveries().isEmpty());
    }

    @Test
    void partitions_are_there_before_their_time() {
        await().until(() -> partitions("deliveries").getLast().until().isAfter(now().plus(Duration.ofHours(2))));
        await().until(() -> partitions("attempts").getLast().until().isAfter(now().plus(Duration.ofHours(1))));
        await().until(() -> partitions("attempt_counts").getLast().until().isAfter(now().plus(Duration.ofDays(30))));

        assertThat(partitionOf(fired())).isNotEqualTo("deliveries_default");
    }

    @Test
    void rows_of_a_time_without_a_partition_move_into_it_once_it_is_there() {
        await().until(() -> partitions("deliveries").getLast().until().isAfter(now().plus(Duration.ofHours(2))));
        Instant end = partitions("deliveries").getLast().until();
        String fired = UUID.randomUUID().toString();
        SERVICE.database()
                .sql("insert into deliveries (id, triggered_id, account_id, state) values (?, ?::uuid, ?, 'succeeded')")
                .params(DeliveryIds.least(end.plusSeconds(60)), fired, UUID.randomUUID())
                .update();
        assertThat(partitionOf(fired)).isEqualTo("deliveries_default");

        pass(Duration.ofHours(1));

        // Who looks while they move, and waits for that, finds none.
        await().ignoreExceptionsInstanceOf(EmptyResultDataAccessException.class)
                .until(() -> !partitionOf(fired).equals("deliveries_default"));
    }

    @Test
    void calls_and_deliveries_go_on_while_partitions_come_and_go() {
        for (int hour = 0; hour < 12; hour++) {
            fired();
            // As no hour passes in a moment: by then there is a partition for it.
            await().until(() -> partitions("deliveries").getLast().until().isAfter(now().plus(Duration.ofHours(1))));
            pass(Duration.ofHours(1));
        }

        assertThat(receiver.at("/anna")).hasSize(12);
        await().until(() -> deliveries().size() <= 7);
        assertThat(deliveries().size()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void a_table_that_is_read_for_long_keeps_no_other_from_its_upkeep() {
        SERVICE.part(TransactionTemplate.class).executeWithoutResult(_ -> {
            SERVICE.database().sql("select from deliveries limit 1").query().listOfRows();

            pass(Duration.ofHours(12));

            await().until(() -> partitions("attempts").getLast().until().isAfter(now().plus(Duration.ofHours(1))));
            assertThat(partitions("deliveries").getLast().until()).isBefore(now());
        });

        await().until(() -> partitions("deliveries").getLast().until().isAfter(now().plus(Duration.ofHours(2))));
    }

    /** So that there is a partition for each stretch of it. */
    private void passInSteps(Duration time) {
        Duration step = Duration.ofMinutes(30);
        for (long steps = time.dividedBy(step); steps > 0; steps--) {
            pass(step);
            awaitUpkeep("deliveries", Duration.ofHours(6));
            awaitUpkeep("attempts", Duration.ofHours(3));
        }
    }

    /** Until what is over by now is gone, and what comes has its partitions. */
    private void awaitUpkeep(String table, Duration kept) {
        await().until(() -> partitions(table).getLast().until().isAfter(now().plus(kept.dividedBy(3)))
                && partitions(table).stream()
                        .noneMatch(partition ->
                                !partition.isKept() && !partition.until().isAfter(now().minus(kept))));
    }

    /** Often, as steps take little. */
    private static ConditionFactory await() {
        return Awaitility.with().pollInterval(Duration.ofMillis(10)).await();
    }

    private void pass(Duration time) {
        SERVICE.clock().advance(time);
    }

    private Instant now() {
        return SERVICE.clock().instant();
    }

    private String fire() {
        return api.trigger(shop, paid);
    }

    /** One that was delivered to Anna. */
    private String fired() {
        int before = receiver.at("/anna").size();
        String triggered = fire();
        await().until(() -> receiver.at("/anna").size() > before);
        await().until(() -> status().equals("succeeded"));
        return triggered;
    }

    private JsonNode deliveries() {
        return api.get("/v1/webhook/deliveries", anna).body().path("deliveries");
    }

    private JsonNode publishers(String triggered) {
        return api.get("/v1/webhook/deliveries?as=publisher&triggered_id=" + triggered, shop)
                .body()
                .path("deliveries")
                .path(0);
    }

    private String status() {
        return deliveries().path(0).path("status").asString();
    }

    private JsonNode attempts() {
        return api.get(
                        "/v1/webhook/deliveries/"
                                + deliveries().path(0).path("id").asString(),
                        anna)
                .body()
                .path("attempts");
    }

    private List<Partition> partitions(String table) {
        return SERVICE.part(PartitionStore.class).of(TimedTable.valueOf(table.toUpperCase(Locale.ROOT)));
    }

    private static String partitionOf(String triggered) {
        return SERVICE.database()
                .sql("select tableoid::regclass::text from deliveries where triggered_id = ?::uuid limit 1")
                .param(triggered)
                .query(String.class)
                .single();
    }

    /** Named as a source; annotated, it would be found by every start on this class path. */
    static class PassingTime {
        @Bean
        @Primary
        DatabaseTime passingTime(Clock clock) {
            return clock::instant;
        }
    }
}
