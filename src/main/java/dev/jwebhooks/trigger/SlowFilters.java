package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.StatementTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the filters that are to blame where the fan-out to a single subscriber takes too long. Those rest: they are not
 * asked for a while, and count as erring.
 */
@Component
class SlowFilters {
    private static final Logger log = LoggerFactory.getLogger(SlowFilters.class);

    private static final Duration REST = Duration.ofMinutes(10);

    /** A database that is busy makes any filter slow, once. */
    private static final int TRIALS = 3;

    /** Who has more, and has slow ones among them, is not worth the others' time. */
    private static final int MOST_TRIED_ALONE = 20;

    private final JdbcClient jdbc;
    private final StatementTime time;
    private final Duration limit;

    SlowFilters(JdbcClient jdbc, StatementTime time, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.time = time;
        // A turn makes deliveries, too: what fits here by a hair would not fit there, again and again.
        this.limit = settings.filterTimeout().dividedBy(2);
    }

    /**
     * Tries the filters of the subscriber that comes next in the oldest of an account's fan-outs, together as a turn
     * asks them. Where they do not fit into half of a turn's time, all rest but the fastest that do.
     *
     * @return whether any rests now that did not before
     */
    boolean restThoseOfNext(UUID account, Instant now) {
        List<Asked> asked = askedOfNext(account, now);
        if (asked.isEmpty() || fit(asked)) {
            return false;
        }
        rest(tooSlow(asked), now.plus(REST));
        return true;
    }

    /** A filter, and of which message. */
    private record Asked(UUID subscription, UUID triggered) {}

    private List<Asked> askedOfNext(UUID account, Instant now) {
        return jdbc.sql("""
            with turn as (
                select * from fan_outs where filtered and account_id = :account order by as_of limit 1
            ), next as (
                select s.account_id from subscriptions s join turn t
                  on s.registration_id = t.registration_id and s.account_id > t.after_account
                 and s.ordinal <= t.last_subscription
                order by s.account_id limit 1
            )
            select s.id as subscription, t.triggered_id as triggered
            from turn t join subscriptions s
              on s.registration_id = t.registration_id and s.ordinal <= t.last_subscription
            where s.account_id = (select account_id from next) and s.filter is not null
              and coalesce(s.filter_rests_until <= :now, true)
            order by s.ordinal
            """)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Asked.class)
                .list();
    }

    private boolean fit(List<Asked> asked) {
        for (int trial = 0; trial < TRIALS; trial++) {
            if (took(asked).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Of those that do not fit together. The slowest is among them even where it now seems that they do. */
    private List<UUID> tooSlow(List<Asked> asked) {
        record Tried(UUID subscription, Duration took) {}
        List<Tried> tried = asked.stream()
                .limit(MOST_TRIED_ALONE)
                .map(one -> new Tried(one.subscription, took(List.of(one)).orElse(limit)))
                .sorted(Comparator.comparing(Tried::took))
                .toList();
        Set<UUID> kept = new HashSet<>();
        Duration together = Duration.ZERO;
        for (Tried one : tried.subList(0, tried.size() - 1)) {
            together = together.plus(one.took);
            if (together.compareTo(limit) >= 0) {
                break;
            }
            kept.add(one.subscription);
        }
        return asked.stream()
                .map(Asked::subscription)
                .filter(subscription -> !kept.contains(subscription))
                .toList();
    }

    /** How long filters take on one message that is read already; empty where all of it takes too long. */
    private Optional<Duration> took(List<Asked> asked) {
        try {
            double millis = time.within(
                    limit,
                    () -> jdbc.sql("""
                        with message as materialized (
                            select message_json(body) as json from triggered_webhooks where id = :triggered
                        ), begun as materialized (
                            select json, clock_timestamp() as at from message
                        ), asked as materialized (
                            select count(filter_matches(b.json, s.filter, s.filter_is_predicate))
                            from begun b cross join subscriptions s where s.id = any(:subscriptions)
                        )
                        select extract(epoch from clock_timestamp() - begun.at) * 1000 from begun cross join asked
                        """)
                            .param("triggered", asked.getFirst().triggered)
                            .param(
                                    "subscriptions",
                                    asked.stream().map(Asked::subscription).toArray(UUID[]::new))
                            .query(Double.class)
                            .single());
            return Optional.of(Duration.ofNanos((long) (millis * 1_000_000)));
        } catch (QueryTimeoutException slow) {
            log.debug("The filters of {} subscriptions took too long", asked.size(), slow);
            return Optional.empty();
        }
    }

    private void rest(List<UUID> subscriptions, Instant until) {
        log.info(
                "The filters of {} subscriptions of one account take too long and are not asked until {}: {}",
                subscriptions.size(),
                until,
                subscriptions.stream().limit(MOST_TRIED_ALONE).toList());
        jdbc.sql("update subscriptions set filter_rests_until = :until where id = any(:ids)")
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("ids", subscriptions.toArray(UUID[]::new))
                .update();
    }
}
