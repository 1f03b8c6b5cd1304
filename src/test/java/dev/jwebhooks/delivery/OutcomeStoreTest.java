package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.service.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What reaches Postgres of outcomes that come twice, late, or at once from several instances. */
class OutcomeStoreTest {
    private static final String ENDPOINT = "http://endpoint.example/";

    private final RunningService service = RunningService.inProcess();
    private final JdbcClient database = service.database();
    private final OutcomeStore store = service.part(OutcomeStore.class);
    private final Instant lease =
            service.clock().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    @Test
    void an_outcome_that_comes_twice_counts_once() {
        UUID account = account(0);
        Delivery delivery = delivery(account);

        store.record(List.of(failed(delivery)));
        store.record(List.of(failed(delivery)));

        assertThat(failedCount(account)).isEqualTo(1);
        assertThat(attempts(delivery)).isEqualTo(1);
    }

    @Test
    void an_attempt_is_counted_in_the_minute_when_it_began_and_once() {
        UUID account = account(0);
        Delivery failed = delivery(account);

        store.record(List.of(failed(failed), succeeded(delivery(account)), failed(failed)));
        store.record(List.of(failed(failed), entry(delivery(account), new Outcome.Skipped("the account is gone"))));

        assertThat(database.sql("""
            select sum(attempts) filter (where succeeded) as successes,
                   sum(attempts) filter (where not succeeded) as failures,
                   bool_and(minute = date_trunc('minute', minute)) as whole_minutes
            from attempt_counts where account_id = ?
            """).param(account).query().singleRow().values())
                .map(String::valueOf)
                .containsExactly("1", "1", "true");
    }

    @Test
    void an_outcome_that_is_twice_in_one_batch_counts_once() {
        UUID account = account(0);
        Delivery delivery = delivery(account);

        store.record(List.of(failed(delivery), failed(delivery)));

        assertThat(failedCount(account)).isEqualTo(1);
        assertThat(attempts(delivery)).isEqualTo(1);
    }

    @Test
    void a_late_outcome_changes_nothing_of_what_another_worker_recorded() {
        UUID account = account(3);
        Delivery delivery = delivery(account);

        store.record(List.of(succeeded(delivery)));
        store.record(List.of(failed(delivery)));
        store.record(List.of(entry(delivery, new Outcome.Deferred(Instant.now()))));

        assertThat(failedCount(account)).isZero();
        assertThat(state(delivery)).isEqualTo("succeeded");
    }

    @Test
    void an_outcome_whose_lease_is_another_workers_now_changes_nothing() {
        UUID account = account(0);
        Delivery delivery = delivery(account);
        leaseAgain(delivery);

        store.record(List.of(failed(delivery)));

        assertThat(failedCount(account)).isZero();
        assertThat(attempts(delivery)).isZero();
    }

    @Test
    void a_success_counts_whenever_it_comes_and_the_other_workers_outcome_no_more() {
        UUID account = account(1);
        Delivery delivery = delivery(account);
        Delivery leasedAgain = leaseAgain(delivery);

        store.record(List.of(succeeded(delivery)));
        store.record(List.of(failed(leasedAgain)));

        assertThat(state(delivery)).isEqualTo("succeeded");
        assertThat(attempts(delivery)).isEqualTo(1);
        assertThat(failedCount(account)).isZero();
    }

    @Test
    void in_a_batch_only_failures_after_the_last_success_count() {
        UUID account = account(7);

        store.record(Stream.of(true, false, true, false, false)
                .map(success -> success ? succeeded(delivery(account)) : failed(delivery(account)))
                .toList());

        assertThat(failedCount(account)).isEqualTo(2);
    }

    @Test
    void a_failure_holds_its_account_as_long_as_told_and_a_success_lets_it_go() {
        UUID account = account(0);

        store.record(List.of(holding(delivery(account), lease.plusSeconds(7))));
        assertThat(heldUntil(account)).contains(lease.plusSeconds(7));

        store.record(List.of(failed(delivery(account))));
        assertThat(heldUntil(account)).contains(lease.plusSeconds(7));

        store.record(List.of(succeeded(delivery(account))));
        assertThat(heldUntil(account)).isEmpty();
    }

    @Test
    void a_late_failure_of_an_endpoint_that_was_replaced_holds_nothing() {
        UUID account = account(0);
        Delivery late = delivery(account);
        database.sql("update accounts set endpoint = 'http://new.example/' where id = ?")
                .param(account)
                .update();

        store.record(List.of(holding(late, lease)));

        assertThat(heldUntil(account)).isEmpty();
    }

    @Test
    void an_instance_that_knows_less_shortens_no_hold_but_one_that_is_longer_than_any() {
        UUID account = account(0);

        store.record(List.of(holding(delivery(account), lease.plusSeconds(40))));
        store.record(List.of(holding(delivery(account), lease)));
        assertThat(heldUntil(account)).contains(lease.plusSeconds(40));

        store.record(List.of(holding(delivery(account), lease.minusSeconds(30))));
        assertThat(heldUntil(account)).contains(lease.minusSeconds(30));
    }

    @Test
    void in_a_batch_only_a_failure_after_the_last_success_holds_its_account() {
        UUID answered = account(0);
        UUID failed = account(0);

        store.record(List.of(
                holding(delivery(answered), lease),
                succeeded(delivery(answered)),
                succeeded(delivery(failed)),
                holding(delivery(failed), lease)));

        assertThat(heldUntil(answered)).isEmpty();
        assertThat(heldUntil(failed)).contains(lease);
    }

    @Test
    void a_deferred_delivery_is_due_again_without_an_attempt() {
        UUID account = account(0);
        Delivery delivery = delivery(account);

        store.record(List.of(entry(delivery, new Outcome.Deferred(lease.plusSeconds(1)))));

        assertThat(attempts(delivery)).isZero();
        assertThat(state(delivery)).isEqualTo("pending");
        assertThat(failedCount(account)).isZero();
    }

    @Test
    void instances_that_record_at_once_lose_no_failure_and_do_not_dead_lock() throws Exception {
        List<UUID> accounts = Stream.generate(() -> account(0)).limit(20).toList();
        try (ExecutorService instances = Executors.newFixedThreadPool(6)) {
            List<Future<?>> running = new ArrayList<>();
            for (int instance = 0; instance < 6; instance++) {
                int seed = instance;
                running.add(instances.submit(() -> recordFailures(accounts, new Random(seed))));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("Recording failed", failed);
        }

        assertThat(accounts)
                .allSatisfy(account -> assertThat(failedCount(account)).isEqualTo(6 * 15));
    }

    private void recordFailures(List<UUID> accounts, Random random) {
        for (int batch = 0; batch < 15; batch++) {
            List<UUID> shuffled = new ArrayList<>(accounts);
            Collections.shuffle(shuffled, random);
            store.record(
                    shuffled.stream().map(account -> failed(delivery(account))).toList());
        }
    }

    private static Recorder.Entry entry(Delivery delivery, Outcome outcome) {
        return new Recorder.Entry(delivery, outcome, Optional.empty());
    }

    private static Recorder.Entry failed(Delivery delivery) {
        Attempt attempt = new Attempt(Instant.now(), Duration.ofMillis(3), 500, "HTTP 500", null);
        return entry(delivery, new Outcome.Failed(attempt, Instant.now().plus(1, ChronoUnit.DAYS)));
    }

    private static Recorder.Entry holding(Delivery delivery, Instant until) {
        return new Recorder.Entry(delivery, failed(delivery).outcome(), Optional.of(new Hold(ENDPOINT, until)));
    }

    private static Recorder.Entry succeeded(Delivery delivery) {
        Attempt attempt = new Attempt(Instant.now(), Duration.ofMillis(3), 200, null, null);
        return entry(delivery, new Outcome.Succeeded(attempt));
    }

    private UUID account(int failedCount) {
        UUID id = UUID.randomUUID();
        database.sql("""
            insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, failed_count, epoch)
            values (?, ?, ?, '', '', false, ?, now())
            """).params(id, id.toString(), ENDPOINT, failedCount).update();
        return id;
    }

    /** Leased to this test, and not due to anybody else before tomorrow. */
    private Delivery delivery(UUID account) {
        UUID id = UUID.randomUUID();
        UUID triggered = UUID.randomUUID();
        database.sql("insert into deliveries (id, triggered_id, account_id, next_attempt_at) values (?, ?, ?, ?)")
                .params(id, triggered, account, lease.atOffset(ZoneOffset.UTC))
                .update();
        return new Delivery(
                id, account, 0, 0, lease, new Delivery.Message(triggered, "e", new Body.Small(new byte[0])), null);
    }

    private Delivery leaseAgain(Delivery delivery) {
        Instant later = lease.plusSeconds(60);
        database.sql("update deliveries set next_attempt_at = ? where id = ?")
                .params(later.atOffset(ZoneOffset.UTC), delivery.id())
                .update();
        return new Delivery(
                delivery.id(), delivery.accountId(), delivery.attempts(), 0, later, delivery.message(), null);
    }

    private int failedCount(UUID account) {
        return database.sql("select failed_count from accounts where id = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private int attempts(Delivery delivery) {
        return database.sql("select count(*) from attempts_made where delivery_id = ?")
                .param(delivery.id())
                .query(Integer.class)
                .single();
    }

    private String state(Delivery delivery) {
        return database.sql("select state from deliveries where id = ?")
                .param(delivery.id())
                .query(String.class)
                .single();
    }

    private Optional<Instant> heldUntil(UUID account) {
        return database.sql("select held_until from accounts where id = ? and held_until is not null")
                .param(account)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }
}
