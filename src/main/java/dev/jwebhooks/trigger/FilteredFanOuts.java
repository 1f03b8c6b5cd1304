package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Those of the {@link WaitingFanOuts} whose subscribers have filters. They are evaluated by the statement that makes
 * the deliveries, which has a time for it: a filter can be as slow as its author likes.
 */
@Component
class FilteredFanOuts {
    private static final Logger log = LoggerFactory.getLogger(FilteredFanOuts.class);

    /** For how long a filter that took too long is not evaluated. */
    private static final Duration REST = Duration.ofMinutes(10);

    /** A database that is busy makes any filter slow, once. */
    private static final int TRIALS = 3;

    private static final int MOST_TRIED = 50;

    /** Each of its messages may be a megabyte. */
    private static final int FAN_OUTS_AT_ONCE = 10;

    private static final String SUBSCRIBER = """
        message as materialized (
            select t.triggered_id, message_json(w.body) as json
            from turn t join triggered_webhooks w on w.id = t.triggered_id
        ), verdict as materialized (
            select l.triggered_id, l.account_id, s.id as subscription,
                   case when s.filter is null then true
                        when s.filter_rests_until > :now then null
                        else filter_matches(m.json, s.filter, s.filter_is_predicate)
                   end as matches
            from looked l
            join turn t using (triggered_id)
            join message m using (triggered_id)
            cross join lateral (
                -- In the order of the index that has both ids: by another, all of an account's would be read.
                select id, filter, filter_is_predicate, filter_rests_until from subscriptions
                where registration_id = t.registration_id and account_id = l.account_id
                  and ordinal <= t.last_subscription
                order by ordinal
            ) s
        ), subscriber as (
            select distinct triggered_id, account_id from verdict where matches
        ), erring as (
            -- In one order, or two instances would dead-lock.
            select s.id, e.errors
            from (select subscription, count(*) as errors from verdict where matches is null group by 1) e
            join subscriptions s on s.id = e.subscription
            order by s.id for no key update of s
        ), counted as (
            update subscriptions s set filter_errors = s.filter_errors + e.errors from erring e where s.id = e.id
        )
        """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration timeout;

    FilteredFanOuts(JdbcClient jdbc, TransactionTemplate transactions, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.timeout = settings.filterTimeout();
    }

    /**
     * Continues the oldest of an account's by one chunk together. Who has several subscriptions gets a delivery where
     * one of them matches. A filter that errs does not match, and that is counted.
     *
     * @param chunk how many subscribers are looked at, at least 1
     * @throws QueryTimeoutException where that took too long; nothing was changed
     */
    Turn continueThoseOf(UUID account, int chunk, Instant now, Lease lease) {
        return timed(() -> jdbc.sql(WaitingFanOuts.turn(true, SUBSCRIBER))
                .param("account", account)
                .param("most", Math.min(FAN_OUTS_AT_ONCE, chunk))
                .param("chunk", chunk)
                .params(NewDeliveries.parameters(lease, now))
                .query(WaitingFanOuts::read));
    }

    /**
     * Tries, each alone, the filters of the subscriber that comes next in the oldest of an account's fan-outs. One that
     * takes too long again and again rests, and counts as erring meanwhile.
     */
    void tryNextOf(UUID account, Instant now) {
        record Trial(UUID subscription, UUID triggered) {}
        List<Trial> trials = jdbc.sql("""
            with turn as (
                select * from fan_outs where filtered and account_id = :account order by as_of limit 1
            ), next as (
                select s.account_id from subscriptions s join turn t
                  on s.registration_id = t.registration_id and s.account_id > t.after_account
                 and s.ordinal <= t.last_subscription
                order by s.account_id limit 1
            )
            select s.id as subscription, t.triggered_id as triggered
            from turn t join subscriptions s on s.registration_id = t.registration_id
            where s.account_id = (select account_id from next) and s.filter is not null
              and coalesce(s.filter_rests_until <= :now, true)
            order by s.id limit :most
            """)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", MOST_TRIED)
                .query(Trial.class)
                .list();
        trials.stream()
                .filter(trial -> isTooSlow(trial.subscription, trial.triggered))
                .forEach(trial -> rest(trial.subscription, now.plus(REST)));
    }

    private boolean isTooSlow(UUID subscription, UUID triggered) {
        for (int trial = 0; trial < TRIALS; trial++) {
            try {
                timed(() -> jdbc.sql("""
                    select filter_matches(message_json(t.body), s.filter, s.filter_is_predicate) is null
                    from subscriptions s, triggered_webhooks t where s.id = :subscription and t.id = :triggered
                    """)
                        .param("subscription", subscription)
                        .param("triggered", triggered)
                        .query(Boolean.class)
                        .list());
                return false;
            } catch (QueryTimeoutException slow) {
                log.debug("The filter of subscription {} took too long", subscription, slow);
            }
        }
        return true;
    }

    private void rest(UUID subscription, Instant until) {
        log.info("The filter of subscription {} takes too long and is not asked until {}", subscription, until);
        jdbc.sql("update subscriptions set filter_rests_until = :until where id = :id")
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("id", subscription)
                .update();
    }

    private interface Statement<T> {
        T execute();
    }

    private <T> T timed(Statement<T> statement) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("select set_config('statement_timeout', :timeout, true)")
                    .param("timeout", timeout.toMillis() + "ms")
                    .query(String.class)
                    .single();
            return statement.execute();
        }));
    }
}
