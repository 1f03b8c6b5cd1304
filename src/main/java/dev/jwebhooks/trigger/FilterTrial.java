package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.StatementTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures what filters take, apart from the turns that ask them. Reading the message is not counted as theirs. */
@Component
class FilterTrial {
    /** A database that is busy makes any filter slow, once. */
    private static final int TRIALS = 3;

    private final JdbcClient jdbc;
    private final StatementTime time;
    private final Duration timeout;

    FilterTrial(JdbcClient jdbc, StatementTime time, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.time = time;
        this.timeout = settings.filterTimeout();
    }

    /** Whether a message is read in half of a turn's time. */
    boolean reads(UUID triggered) {
        for (int trial = 0; trial < TRIALS; trial++) {
            if (isReadWithin(timeout.dividedBy(2), triggered)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReadWithin(Duration limit, UUID triggered) {
        try {
            time.within(
                    limit,
                    () -> jdbc.sql("select message_json(body) is null from triggered_webhooks where id = :triggered")
                            .param("triggered", triggered)
                            .query(Boolean.class)
                            .optional());
            return true;
        } catch (QueryTimeoutException slow) {
            return false;
        }
    }

    /**
     * The least that each of them took in three trials together, or in fewer where the first were quick; empty where
     * all of these took too long.
     *
     * @param enough what is quick for all of them
     */
    Optional<Map<UUID, Duration>> together(DearFilters filters, Duration enough) {
        Map<UUID, Duration> least = new HashMap<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            tried(filters, timeout)
                    .ifPresent(took -> took.forEach((id, one) -> least.merge(id, one, FilterTrial::min)));
            if (!least.isEmpty() && sum(least).compareTo(enough) < 0) {
                break;
            }
        }
        return least.isEmpty() ? Optional.empty() : Optional.of(least);
    }

    /** What each took alone, of those that came in twice a turn's time: a turn's time at most, then it was ended. */
    Map<UUID, Duration> alone(DearFilters filters) {
        Map<UUID, Duration> took = new HashMap<>();
        long end = System.nanoTime() + timeout.multipliedBy(2).toNanos();
        for (UUID one : filters.subscriptions()) {
            if (System.nanoTime() >= end) {
                break;
            }
            took.putAll(tried(new DearFilters(filters.triggered(), List.of(one)), timeout)
                    .orElse(Map.of(one, timeout)));
        }
        return took;
    }

    static Duration sum(Map<UUID, Duration> took) {
        return took.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<Map<UUID, Duration>> tried(DearFilters filters, Duration limit) {
        record Tried(UUID subscription, @Nullable Boolean matches, double millis) {}
        try {
            List<Tried> tried = time.within(
                    limit,
                    () -> jdbc.sql("""
                        with message as materialized (
                            select message_json(body) as json from triggered_webhooks where id = :triggered
                        )
                        select subscription, matches, extract(epoch from clock_timestamp() - begun) * 1000 as millis
                        from (
                            -- By their offsets these stay apart, so that the time is taken before a filter is asked, and after.
                            select b.*, filter_matches(json, filter, filter_is_predicate) as matches
                            from (
                                select s.id as subscription, s.filter, s.filter_is_predicate, m.json, clock_timestamp() as begun
                                from message m cross join subscriptions s
                                where s.id = any(:subscriptions) and s.filter is not null offset 0
                            ) b offset 0
                        ) asked
                        """)
                            .param("triggered", filters.triggered())
                            .param("subscriptions", filters.subscriptions().toArray(UUID[]::new))
                            .query(Tried.class)
                            .list());
            Map<UUID, Duration> took = new HashMap<>();
            tried.forEach(one -> took.put(one.subscription, Duration.ofNanos((long) (one.millis * 1_000_000))));
            return Optional.of(took);
        } catch (QueryTimeoutException slow) {
            return Optional.empty();
        }
    }
}
