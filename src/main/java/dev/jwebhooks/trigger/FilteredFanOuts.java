package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.StatementTime;
import dev.jwebhooks.trigger.WaitingFanOuts.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** To read one of these may take as long as so many subscribers do, and more: smaller chunks are of one. */
    private static final int MESSAGE_COSTS = 100;

    /** Errors to be counted are in nobody's hands but this statement's. */
    private static final int UNASKED_TAKES = 20;

    private static final int UNASKED_CHUNK = 1_000;

    /** Some more than an account may have with filters: calls at once can go over that. */
    static final int SUBSCRIPTIONS_EACH = 40;

    static final int PUBLISHERS_AT_ONCE = 1_000;

    /** In the first column of the rows that tell of filters that took long. */
    private static final int MESSAGE = -1;

    private static final int FILTER = -2;

    private static final String SUBSCRIBER = """
        listed as materialized (
            select l.triggered_id, l.account_id, s.id as subscription, s.filter, s.filter_is_predicate,
                   s.filter is not null and coalesce(s.filter_rests_until <= :now, true)
                       and l.triggered_id is distinct from :unasked::uuid as asked
            from looked l
            join turn t using (triggered_id)
            cross join lateral (
                -- In the order of the index that has both ids: by another, all of an account's would be read.
                select id, filter, filter_is_predicate, filter_rests_until from subscriptions
                where registration_id = t.registration_id and account_id = l.account_id
                  and ordinal <= t.last_subscription
                order by ordinal limit %d
            ) s
        ), message as materialized (
            -- Read for filters that are asked alone: it may take longer than all else.
            select t.triggered_id, message_json(w.body) as json
            from turn t join triggered_webhooks w on w.id = t.triggered_id
            where exists (select from listed l where l.triggered_id = t.triggered_id and l.asked)
        ), verdict as materialized (
            select triggered_id, account_id, subscription, asked, matches, clock_timestamp() - begun as took
            from (
                -- By their offsets these stay apart, so that the time is taken before a filter is asked, and after.
                select b.*, case when filter is null then true
                                 when asked then filter_matches(json, filter, filter_is_predicate)
                            end as matches
                from (
                    select l.*, m.json, clock_timestamp() as begun
                    from listed l left join message m using (triggered_id) offset 0
                ) b offset 0
            ) answered
        ), dear as (
            select triggered_id, subscription, took from verdict
            where asked and took >= :dear * interval '1 microsecond' order by took desc limit 20
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
        """.formatted(SUBSCRIPTIONS_EACH);

    /** Beside the deliveries, the filters that took long, of one message. */
    private static final String DEAR = """
        union all (select %d, triggered_id from dear order by took desc limit 1)
        union all select %d, subscription from dear
        where triggered_id = (select triggered_id from dear order by took desc limit 1)
        """.formatted(MESSAGE, FILTER);

    private final WaitingFanOuts waiting;
    private final JdbcClient jdbc;
    private final StatementTime time;
    private final Duration timeout;

    FilteredFanOuts(WaitingFanOuts waiting, JdbcClient jdbc, StatementTime time, TriggerSettings settings) {
        this.waiting = waiting;
        this.jdbc = jdbc;
        this.time = time;
        this.timeout = settings.filterTimeout();
    }

    /** Whose fan-outs wait for filters: up to 1,000 accounts, those after that one first. */
    List<UUID> accountsAfter(@Nullable UUID account) {
        return waiting.accountsAfter(true, account, PUBLISHERS_AT_ONCE).accounts();
    }

    /** Whether not all deliveries of that triggered webhook are made. */
    boolean waits(UUID triggered) {
        return jdbc.sql("select exists (select from fan_outs where triggered_id = :triggered)")
                .param("triggered", triggered)
                .query(Boolean.class)
                .single();
    }

    /**
     * What a turn made.
     *
     * @param dear filters that took longer than they may, the dearest of one message
     */
    record Asked(Turn turn, Optional<DearFilters> dear) {}

    /**
     * Continues the oldest of an account's by one chunk together. Who has several subscriptions gets a delivery where
     * one of them matches. A filter that errs does not match, and that is counted.
     *
     * @param chunk how many subscribers are looked at, at least 1
     * @param limit how long a filter may take
     * @throws QueryTimeoutException where that took too long; nothing was changed
     */
    Asked continueThoseOf(UUID account, int chunk, Duration limit, Instant now, Lease lease) {
        return time.within(
                timeout,
                () -> turn(
                        account,
                        Math.clamp(chunk / MESSAGE_COSTS, 1, FAN_OUTS_AT_ONCE),
                        chunk,
                        null,
                        limit,
                        now,
                        lease));
    }

    /**
     * Continues the fan-out of that triggered webhook without asking its filters, each of which errs; none where
     * another instance is at it.
     *
     * @throws QueryTimeoutException where the database has no time
     */
    Turn continueUnasked(UUID account, UUID triggered, int chunk, Instant now, Lease lease) {
        return time.within(
                        timeout.multipliedBy(UNASKED_TAKES),
                        () -> turn(account, 1, Math.min(UNASKED_CHUNK, chunk), triggered, timeout, now, lease))
                .turn();
    }

    private Asked turn(
            UUID account, int most, int chunk, @Nullable UUID unasked, Duration limit, Instant now, Lease lease) {
        return jdbc.sql(WaitingFanOuts.filteredTurn(unasked == null ? "true" : "triggered_id = :unasked", SUBSCRIBER)
                        + DEAR)
                .param("account", account)
                .param("most", most)
                .param("chunk", chunk)
                .param("unasked", unasked, Types.OTHER)
                .param("dear", limit.toNanos() / 1_000)
                .params(NewDeliveries.parameters(lease, now))
                .query(FilteredFanOuts::read);
    }

    private static Asked read(ResultSet rows) throws SQLException {
        int fanOuts = 0;
        List<UUID> deliveries = new ArrayList<>();
        List<UUID> messages = new ArrayList<>();
        List<UUID> filters = new ArrayList<>();
        while (rows.next()) {
            int kind = rows.getInt(1);
            UUID id = rows.getObject(2, UUID.class);
            switch (kind) {
                case MESSAGE -> messages.add(id);
                case FILTER -> filters.add(id);
                default -> {
                    fanOuts = kind;
                    if (id != null) {
                        deliveries.add(id);
                    }
                }
            }
        }
        return new Asked(
                new Turn(fanOuts, deliveries),
                messages.stream().findFirst().map(message -> new DearFilters(message, filters)));
    }
}
