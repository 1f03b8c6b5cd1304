package dev.jwebhooks.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the filters that are to blame where a fan-out takes too long. Those rest: they are not asked for a while, and
 * count as erring.
 */
@Component
class SlowFilters {
    private static final Logger log = LoggerFactory.getLogger(SlowFilters.class);

    private static final Duration REST = Duration.ofMinutes(10);

    /** To find out takes time, which is not to be spent on the same ones again and again. */
    private static final Duration LONG_REST = Duration.ofDays(1);

    /** So soon after a rest the next is a long one. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST_TOLD = 20;

    private final JdbcClient jdbc;
    private final FilterTrial trial;

    SlowFilters(JdbcClient jdbc, FilterTrial trial) {
        this.jdbc = jdbc;
        this.trial = trial;
    }

    /** Who is to blame. */
    enum Blamed {
        /** Filters, which rest now. */
        FILTERS,
        /** The message: to read it takes too long. */
        MESSAGE,
        /** As far as can be found out, neither. */
        NONE
    }

    /** Who is to blame that a turn for one subscriber of that triggered webhook took too long. */
    record Verdict(Blamed blamed, UUID triggered) {}

    /**
     * Tries the filters of the subscriber that comes next in the oldest of an account's fan-outs, together as a turn
     * asks them. Where they do not fit into the limit, all rest but the fastest that do.
     *
     * @return empty where no fan-out waits any more
     */
    Optional<Verdict> blame(UUID account, Duration limit, Instant now) {
        return nextOf(account, now).map(next -> new Verdict(blamed(next, limit, now), next.triggered()));
    }

    private Blamed blamed(DearFilters next, Duration limit, Instant now) {
        if (next.subscriptions().isEmpty()) {
            return Blamed.NONE;
        }
        if (!trial.reads(next.triggered())) {
            log.info("The message of {} takes too long to read; its filters are not asked", next.triggered());
            return Blamed.MESSAGE;
        }
        Optional<Map<UUID, Duration>> together = trial.together(next, limit);
        if (together.isPresent() && FilterTrial.sum(together.get()).compareTo(limit) < 0) {
            return Blamed.NONE;
        }
        Set<UUID> kept = fastest(
                together.orElseGet(() -> trial.alone(next)),
                next.subscriptions().size() - 1,
                limit);
        rest(next.subscriptions().stream().filter(one -> !kept.contains(one)).toList(), now);
        return Blamed.FILTERS;
    }

    /** As many as fit into the limit together. */
    private static Set<UUID> fastest(Map<UUID, Duration> took, int most, Duration limit) {
        Set<UUID> kept = new HashSet<>();
        Duration together = Duration.ZERO;
        for (Map.Entry<UUID, Duration> one : took.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(most)
                .toList()) {
            together = together.plus(one.getValue());
            if (together.compareTo(limit) >= 0) {
                break;
            }
            kept.add(one.getKey());
        }
        return kept;
    }

    /** Those of them rest that take as long or longer whenever they are tried; who was not tried does not. */
    void restWhatTakes(Duration limit, DearFilters dear, Instant now) {
        Map<UUID, Duration> took = trial.together(dear, limit).orElseGet(() -> trial.alone(dear));
        List<UUID> slow = dear.subscriptions().stream()
                .filter(one -> took.getOrDefault(one, Duration.ZERO).compareTo(limit) >= 0)
                .toList();
        if (!slow.isEmpty()) {
            rest(slow, now);
        }
    }

    private Optional<DearFilters> nextOf(UUID account, Instant now) {
        record Row(UUID triggered, @Nullable UUID subscription) {}
        List<Row> rows = jdbc.sql("""
            with turn as (
                select * from fan_outs where filtered = true and account_id = :account
                order by as_of, triggered_id limit 1
            ), next as (
                select s.account_id from subscriptions s join turn t
                  on s.registration_id = t.registration_id and s.account_id > t.after_account
                 and s.ordinal <= t.last_subscription
                order by s.account_id limit 1
            )
            select t.triggered_id as triggered, s.id as subscription
            from turn t left join lateral (
                select id, filter, filter_rests_until from subscriptions
                where registration_id = t.registration_id and account_id = (select account_id from next)
                  and ordinal <= t.last_subscription
                order by ordinal limit :most
            ) s on s.filter is not null and coalesce(s.filter_rests_until <= :now, true)
            """)
                .param("account", account)
                .param("most", FilteredFanOuts.SUBSCRIPTIONS_EACH)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Row.class)
                .list();
        return rows.stream()
                .findFirst()
                .map(first -> new DearFilters(
                        first.triggered,
                        rows.stream()
                                .<UUID>mapMulti((row, to) -> {
                                    if (row.subscription != null) {
                                        to.accept(row.subscription);
                                    }
                                })
                                .toList()));
    }

    private void rest(List<UUID> subscriptions, Instant now) {
        List<UUID> resting = jdbc.sql("""
            with slow as (
                -- In one order, or two instances would dead-lock. What another let rest meanwhile is no second time.
                select id from subscriptions
                where id = any(:ids) and coalesce(filter_rests_until <= :now, true)
                order by id for no key update
            )
            update subscriptions s
            set filter_rests_until = case when filter_rests_until > :again then :longUntil::timestamptz
                                          else :until::timestamptz end
            from slow where s.id = slow.id
            returning s.id
            """)
                .param("ids", subscriptions.toArray(UUID[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("again", now.minus(AGAIN).atOffset(ZoneOffset.UTC))
                .param("longUntil", now.plus(LONG_REST).atOffset(ZoneOffset.UTC))
                .param("until", now.plus(REST).atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
        if (!resting.isEmpty()) {
            log.info(
                    "The filters of {} subscriptions take too long and are not asked for {} or longer: {}",
                    resting.size(),
                    REST,
                    resting.stream().limit(MOST_TOLD).toList());
        }
    }
}
