package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.StatementTime;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Those of the {@link WaitingFanOuts} whose subscribers have filters. They are evaluated by the statement that makes
 * the deliveries, within the {@link StatementTime}.
 */
@Component
class FilteredFanOuts {
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
    private final StatementTime time;
    private final Duration timeout;

    FilteredFanOuts(JdbcClient jdbc, StatementTime time, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.time = time;
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
        return time.within(
                timeout,
                () -> jdbc.sql(WaitingFanOuts.turn(true, SUBSCRIBER))
                        .param("account", account)
                        .param("most", Math.min(FAN_OUTS_AT_ONCE, chunk))
                        .param("chunk", chunk)
                        .params(NewDeliveries.parameters(lease, now))
                        .query(WaitingFanOuts::read));
    }
}
