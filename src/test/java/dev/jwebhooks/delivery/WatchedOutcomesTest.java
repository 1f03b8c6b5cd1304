package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded while somebody wants to be told of it. */
class WatchedOutcomesTest {
    private static final String ENDPOINT = "http://endpoint.example/";
    private static final UUID TRIGGERED = UUID.randomUUID();

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final OutcomeStore store = service.part(OutcomeStore.class);
    private final Receiver receiver = Receiver.start();
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final Instant lease =
            service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void wantNotices() {
        wish("\"jwebhooks.endpoint.recovered\"");
        await().until(() -> service.part(OutcomeWatch.class).isWanted());
    }

    @AfterEach
    void wantNone() {
        wish("");
        service.database()
                .sql("delete from deliveries where triggered_id = ?")
                .param(TRIGGERED)
                .update();
        service.database()
                .sql("delete from triggered_webhooks where id = ?")
                .param(TRIGGERED)
                .update();
        receiver.close();
    }

    @Test
    void instances_of_which_one_has_failures_of_whom_the_other_has_successes_do_not_dead_lock() throws Exception {
        List<UUID> accounts = Stream.generate(this::heldAccount).limit(10).toList();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            for (int instance = 0; instance < 4; instance++) {
                int seed = instance;
                running.add(instances.submit(() -> recordFailuresAndSuccesses(accounts, new Random(seed))));
            }
        }

        for (Future<?> one : running) {
            one.get();
        }
    }

    @Test
    void a_last_attempt_is_told_once_however_late_another_worker_comes_with_it() {
        wish("\"jwebhooks.delivery.exhausted\"");
        service.database().sql("""
            insert into triggered_webhooks (id, registration_id, epoch, event, body)
            values (?, gen_random_uuid(), now(), 'e', '')
            """).param(TRIGGERED).update();
        UUID account = UUID.fromString(anna.id());
        Attempt attempt = new Attempt(service.clock().instant(), Duration.ofMillis(3), 500, "HTTP 500", null);
        Recorder.Entry last = new Recorder.Entry(
                delivery(account), account, lease, ENDPOINT, false, new Outcome.Exhausted(attempt), Optional.empty());

        store.record(List.of(last));
        store.record(List.of(last));

        assertThat(service.database()
                        .sql("select count(*) from triggered_webhooks where convert_from(body, 'UTF8') like ?")
                        .param("%" + last.delivery() + "%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_success_as_ever_does_not_touch_its_account() {
        UUID account = UUID.fromString(anna.id());
        String before = version(account);

        store.record(List.of(entry(account, true)));

        assertThat(version(account)).isEqualTo(before);
    }

    private String version(UUID account) {
        return service.database()
                .sql("select xmin::text from accounts where id = ?")
                .param(account)
                .query(String.class)
                .single();
    }

    private void recordFailuresAndSuccesses(List<UUID> accounts, Random random) {
        for (int batch = 0; batch < 25; batch++) {
            List<UUID> shuffled = new ArrayList<>(accounts);
            Collections.shuffle(shuffled, random);
            store.record(shuffled.stream()
                    .map(account -> entry(account, shuffled.indexOf(account) % 2 == 0))
                    .toList());
        }
    }

    private Recorder.Entry entry(UUID account, boolean succeeded) {
        Instant now = service.clock().instant();
        Outcome outcome = succeeded
                ? new Outcome.Succeeded(new Attempt(now, Duration.ofMillis(3), 200, null, null))
                : new Outcome.Failed(
                        new Attempt(now, Duration.ofMillis(3), 500, "HTTP 500", null), now.plus(1, ChronoUnit.DAYS));
        Hold hold = new Hold(ENDPOINT, lease);
        return new Recorder.Entry(
                delivery(account),
                account,
                lease,
                ENDPOINT,
                true,
                outcome,
                succeeded ? Optional.empty() : Optional.of(hold));
    }

    private UUID heldAccount() {
        UUID id = UUID.randomUUID();
        service.database()
                .sql("""
                    insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, failed_count, held_until, epoch)
                    values (?, ?, ?, '', '', false, 5, ?, now())
                    """)
                .params(id, id.toString(), ENDPOINT, lease.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** Leased to this test, and not due to anybody else before tomorrow. */
    private UUID delivery(UUID account) {
        UUID id = UUID.randomUUID();
        service.database()
                .sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at) values (?, ?, ?, ?)")
                .params(id, TRIGGERED, account, lease.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private void wish(String events) {
        assertThat(api.patch("/v1/account/notices", anna, "{\"events\": [%s]}".formatted(events))
                        .status())
                .isEqualTo(200);
    }
}
