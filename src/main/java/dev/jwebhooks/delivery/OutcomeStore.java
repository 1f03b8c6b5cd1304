package dev.jwebhooks.delivery;

import static java.util.stream.Collectors.toSet;

import dev.jwebhooks.account.FailureLimit;
import dev.jwebhooks.delivery.Outcome.Deferred;
import dev.jwebhooks.delivery.Outcome.Exhausted;
import dev.jwebhooks.delivery.Outcome.Failed;
import dev.jwebhooks.delivery.Outcome.Gone;
import dev.jwebhooks.delivery.Outcome.Skipped;
import dev.jwebhooks.delivery.Outcome.Succeeded;
import dev.jwebhooks.delivery.OutcomeWatch.Recorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The statement that records outcomes: deliveries, attempts and the accounts' failed counts at once. */
@Component
class OutcomeStore {
    /** The outcomes that are still wanted, as they change their deliveries. */
    private static final String RECORDED = """
        , recorded as (
            update deliveries d
            set attempts = d.attempts + o.made, state = o.state, next_attempt_at = o.next, reason = o.reason,
                leased = false,
                -- Of what was skipped, when that was: by it is told how long what is over is kept.
                started_at = case when o.state <> 'pending' then coalesce(o.started_at, :now) end,
                took_ms = case when o.state = 'succeeded' then o.took_ms end,
                status = case when o.state = 'succeeded' then o.status end,
                answer = case when o.state = 'succeeded' then o.answer end
            from outcome o
            where d.id = o.id and d.id = any(:id::uuid[])
              and (d.state = 'pending' and d.next_attempt_at = o.leased_until
                   or d.state <> 'succeeded' and o.state = 'succeeded')
            returning d.account_id, d.attempts, o.*
        )
        """;

    /** What came back at attempts that failed; at one that succeeded, its delivery has it. */
    private static final String ATTEMPTED = """
        , attempted as (
            insert into attempts (delivery_id, number, started_at, took_ms, status, error, answer)
            select id, attempts, started_at, took_ms, status, error, answer from recorded
            where made > 0 and state <> 'succeeded'
        )
        """;

    /** What the attempts tell of each account's endpoint. */
    private static final String HEALTH = """
        , made as (
            -- Not joined with itself: nobody knows how many rows there are, and it would be done row by row.
            select r.*, coalesce(
                max(nth) filter (where state = 'succeeded') over (partition by account_id), 0
            ) as last_success
            from recorded r where made > 0
        ), health as (
            select account_id, bool_or(last_success > 0) as succeeded,
                   count(*) filter (where error is not null and nth > last_success) as failures,
                   max(held_until) filter (where nth > last_success) as held_until,
                   max(held_for) as held_for, max(gone) as gone
            from made group by account_id
        )
        """;

    /** The accounts of which that changes something. */
    private static final String LOCKED = """
        , locked as (
            select a.id, a.failed_count from accounts a join health h on h.account_id = a.id
            where (h.failures > 0 or a.failed_count > 0 or a.held_until is not null or a.recovering)
              and (:locked::uuid[] is null or a.id = any(:locked::uuid[]))
            order by a.id for no key update of a
        )
        """;

    private static final String ACCOUNTS = """
        update accounts a
        set failed_count = f.failures, recovering = a.recovering and not h.succeeded,
            over_limit_since = case when f.failures >= :limit then coalesce(a.over_limit_since, :now) end,
            -- It may have another endpoint since.
            gone_since = case when a.endpoint = h.gone then coalesce(a.gone_since, :now) else a.gone_since end,
            held_until = case
                -- It has another endpoint since.
                when a.endpoint is distinct from h.held_for then case when not h.succeeded then a.held_until end
                when h.succeeded then h.held_until
                -- Another instance may know more; but what is longer than any was written by a wrong clock.
                when a.held_until <= h.held_until + make_interval(secs => :longest)
                    then greatest(h.held_until, a.held_until)
                else h.held_until
            end,
            -- Its turn was put off to the end of the hold.
            next_release = case when h.succeeded and a.next_release = a.held_until then timestamptz 'epoch'
                                else a.next_release end
        from health h join locked l on l.id = h.account_id
        cross join lateral (
            select case when h.succeeded then h.failures else l.failed_count + h.failures end as failures
        ) f
        where a.id = l.id
        """;

    /** All of it; its rows are the deliveries that had their last attempt. */
    private static final String SQL = "with " + OutcomeRow.SQL + RECORDED + ATTEMPTED + AttemptCounts.SQL + HEALTH
            + LOCKED + ", changed as (" + ACCOUNTS + ") select id from recorded where state = 'failed'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OutcomeWatch watch;
    private final DueSoon dueSoon;
    private final Clock clock;
    private final Duration longestHold;
    private final FailureLimit limit;
    private final AttemptCounts counts = new AttemptCounts();

    OutcomeStore(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            OutcomeWatch watch,
            DueSoon dueSoon,
            DeliverySettings settings,
            FailureLimit limit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.watch = watch;
        this.dueSoon = dueSoon;
        this.clock = clock;
        this.longestHold = settings.circuitLongestPause();
        this.limit = limit;
    }

    /**
     * Records each outcome once. One whose lease is no longer the delivery's, because it ran out and another worker has
     * it or was faster, changes nothing; but a success counts whenever it comes, as the receiver has the delivery, and
     * replaces also its end. Accounts are locked in the order of their ids, so that instances that record at once wait
     * for each other instead of dead-locking; those that succeed as ever are not touched at all. Where what happens is
     * watched they are locked before anything is written, in the same order, and no more are by the writing: one that
     * succeeded as ever, and failed elsewhere since, is left as that failure has it.
     */
    void record(List<Recorder.Entry> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (watch.isWanted() && entries.stream().anyMatch(OutcomeStore::mayMatter)) {
            Boolean anyDue = transactions.execute(_ -> recordWatched(entries, now));
            if (Boolean.TRUE.equals(anyDue)) {
                dueSoon.tell();
            }
        } else {
            write(entries, now, null);
        }
    }

    /** A failure, or a success after one or after it was enabled; all else changes nothing of an account. */
    private static boolean mayMatter(Recorder.Entry entry) {
        return isFailure(entry.outcome()) || (entry.outcome() instanceof Succeeded && entry.troubled());
    }

    private static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case Failed _, Exhausted _, Gone _ -> true;
            case Succeeded _, Skipped _, Deferred _ -> false;
        };
    }

    private boolean recordWatched(List<Recorder.Entry> entries, Instant now) {
        Set<UUID> succeeded = accounts(entries, outcome -> outcome instanceof Succeeded);
        Set<UUID> failing = accounts(entries, OutcomeStore::isFailure);
        List<Locked> locked = lock(succeeded, failing);
        List<UUID> spent = write(entries, now, locked.stream().map(Locked::id).toArray(UUID[]::new));
        List<UUID> troubled = locked.stream()
                .filter(account -> account.troubled && succeeded.contains(account.id))
                .map(Locked::id)
                .toList();
        return watch.recorded(new Recorded(now, failing, troubled, spent));
    }

    /** An account that may change, and whether it is held or disabled now, or was before it was enabled. */
    private record Locked(UUID id, boolean troubled) {}

    private List<Locked> lock(Collection<UUID> succeeded, Collection<UUID> failing) {
        return jdbc.sql("""
            select id, troubled from accounts cross join lateral (
                select recovering or coalesce(held_until, gone_since, over_limit_since) is not null as troubled
            ) t
            where id = any(:failing) or id = any(:succeeded) and (failed_count > 0 or troubled)
            order by id for no key update of accounts
            """)
                .param("failing", failing.toArray(UUID[]::new))
                .param("succeeded", succeeded.toArray(UUID[]::new))
                .query(Locked.class)
                .list();
    }

    private static Set<UUID> accounts(List<Recorder.Entry> entries, Predicate<Outcome> which) {
        return entries.stream()
                .filter(entry -> which.test(entry.outcome()))
                .map(Recorder.Entry::account)
                .collect(toSet());
    }

    /**
     * Those of the deliveries that got their last attempt by it: a late outcome, which is not recorded, is not among
     * them.
     *
     * @param locked the only accounts that may change, as no more are locked; null for all
     */
    private List<UUID> write(List<Recorder.Entry> entries, Instant now, UUID @Nullable [] locked) {
        return jdbc.sql(SQL)
                .params(OutcomeRow.parameters(entries))
                .params(counts.parameters())
                .param("longest", longestHold.toSeconds())
                .param("limit", limit.failures())
                .param("locked", locked)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }
}
