package dev.jwebhooks.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is needed of a partition that goes is copied while it is in use. The upkeep goes step by step, by hand. */
class KeptRowsTest {
    private final RunningService service = RunningService.startWith(
            RetentionTest.PassingTime.class,
            Databases.migrated(),
            "--jwebhooks.retention.deliveries=6h",
            "--jwebhooks.retention.attempts=6h",
            "--jwebhooks.retention.poll-interval=1h",
            "--jwebhooks.delivery.retry-schedule=1s");

    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final String paid = api.register(shop, "order.paid", "{\"order\": 7}");
    private final JdbcClient database = service.database();
    private final Partitions upkeep = service.part(Partitions.class);

    /** Else its first steps, which take a while, could be at it as well. */
    @BeforeEach
    void byHandAlone() {
        upkeep.stop();
    }

    @AfterEach
    void stop() {
        receiver.close();
        service.close();
    }

    @Test
    void messages_of_others_go_however_much_waits_for_a_paused_account() {
        api.subscribe(anna, paid);
        String delivered = api.trigger(shop, paid);
        await().until(() -> states().equals(List.of("succeeded")));
        api.post("/v1/account/pause", anna);
        String waiting = api.trigger(shop, paid);
        await().until(() -> parked() == 1);
        addAsMany(waiting, 30_000);

        service.clock().advance(Duration.ofDays(3));
        finishUpkeep();
        service.part(Sweep.class).poller().wake();

        await().until(() -> api.get("/v1/webhook/triggered/" + delivered, shop).status() == 404);
        assertThat(api.get("/v1/webhook/triggered/" + waiting, shop).status()).isEqualTo(200);
        assertThat(parked()).isEqualTo(30_001);
        assertThat(oldestPartition()).startsWith("deliveries_before_");
    }

    @Test
    void what_changes_after_it_was_copied_is_kept_as_it_is_then() {
        api.subscribe(anna, paid);
        String ended = api.trigger(shop, paid);
        await().until(() -> states().equals(List.of("succeeded")));
        api.post("/v1/account/pause", anna);
        api.trigger(shop, paid);
        await().until(() -> parked() == 1);
        service.clock().advance(Duration.ofDays(3));
        upkeepUntilCopied();

        // The one that ended was not copied.
        receiver.answer("/anna", 500);
        api.post("/v1/account/resume", anna);
        assertThat(api.post("/v1/webhook/deliveries/" + deliveryOf(ended) + "/retry", anna)
                        .status())
                .isEqualTo(200);
        await().until(() -> states().equals(List.of("failed", "failed")));
        List<String> deliveries = all("deliveries", "id");
        List<String> attempts = all("attempts", "delivery_id, number");
        finishUpkeep();

        assertThat(oldestPartition()).startsWith("deliveries_before_");
        assertThat(all("deliveries", "id")).isEqualTo(deliveries);
        assertThat(all("attempts", "delivery_id, number")).isEqualTo(attempts).hasSize(5);
    }

    @Test
    void nothing_is_lost_or_sent_twice_while_it_is_delivered_and_partition_after_partition_goes() {
        api.subscribe(anna, paid);
        api.post("/v1/account/pause", anna);
        for (int hour = 0; hour < 8; hour++) {
            finishUpkeep();
            for (int i = 0; i < 25; i++) {
                api.trigger(shop, paid);
            }
            service.clock().advance(Duration.ofHours(1));
        }
        await().until(() -> parked() == 200);
        service.clock().advance(Duration.ofDays(2));

        api.post("/v1/account/resume", anna);
        await().untilAsserted(() -> {
            finishUpkeep();
            assertThat(receiver.at("/anna")).hasSizeGreaterThanOrEqualTo(200);
        });

        await().until(() -> states().stream().filter("succeeded"::equals).count() == 200);
        assertThat(receiver.at("/anna")).hasSize(200);
        assertThat(receiver.at("/anna").stream().map(request -> request.header("webhook-id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_copy_that_came_to_nothing_is_made_anew() {
        api.subscribe(anna, paid);
        api.post("/v1/account/pause", anna);
        api.trigger(shop, paid);
        await().until(() -> parked() == 1);
        service.clock().advance(Duration.ofDays(3));
        upkeepUntilCopied();

        // As an instance of the version before does.
        database.sql("alter table deliveries detach partition deliveries_first").update();
        database.sql("insert into deliveries_default select * from deliveries_first")
                .update();
        database.sql("drop table deliveries_first").update();
        service.clock().advance(Duration.ofDays(3));
        finishUpkeep();

        assertThat(parked()).isEqualTo(1);
        assertThat(oldestPartition()).startsWith("deliveries_before_");
        assertThat(database.sql("select count(*) from pg_class where relname like 'deliveries\\_before\\_%' and"
                                + " relkind = 'r'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** Often, as steps take little. */
    private static ConditionFactory await() {
        return Awaitility.with().pollInterval(Duration.ofMillis(10)).await();
    }

    private void upkeepUntilCopied() {
        await().until(() -> {
            upkeep.keepUp();
            return database.sql("select count(*) from keepings where copied_to is null")
                            .query(Integer.class)
                            .single()
                    == 2;
        });
    }

    private void finishUpkeep() {
        await().until(() -> !upkeep.keepUp().equals(Poller.SOON));
    }

    private int parked() {
        return database.sql("select count(*) from deliveries where next_attempt_at = timestamptz '9999-01-01 00:00Z'")
                .query(Integer.class)
                .single();
    }

    private List<String> states() {
        return database.sql("select state from deliveries").query(String.class).list();
    }

    private String deliveryOf(String triggered) {
        return database.sql("select id from deliveries where triggered_id = ?::uuid")
                .param(triggered)
                .query(String.class)
                .single();
    }

    /** Each row as text. */
    private List<String> all(String table, String order) {
        return database.sql("select t::text from %s t order by %s".formatted(table, order))
                .query(String.class)
                .list();
    }

    private String oldestPartition() {
        return service.part(PartitionStore.class)
                .of(TimedTable.DELIVERIES)
                .getFirst()
                .name();
    }

    private void addAsMany(String triggered, int count) {
        database.sql("""
            insert into deliveries (id, triggered_id, account_id, next_attempt_at)
            select overlay(gen_random_uuid()::text placing left(id::text, 15) from 1)::uuid, triggered_id, account_id,
                   next_attempt_at
            from deliveries, generate_series(1, ?) where triggered_id = ?::uuid
            """).params(count, triggered).update();
    }
}
