package dev.jwebhooks.stats;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the counts of attempts: a part of an index, added up in Postgres. */
@Component
class StatsStore {
    private final JdbcClient jdbc;

    StatsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of each step, in their order, and of all. */
    record Tallies(List<Tally> steps, Tally total) {}

    Tallies read(UUID accountId, Steps steps) {
        List<Tally> tallies = Stream.generate(Tally::new).limit(steps.count()).toList();
        Tally total = new Tally();
        jdbc.sql("""
            select floor(extract(epoch from minute - :since) / :step)::int as nth, succeeded, duration,
                   sum(attempts)::bigint as attempts
            from attempt_counts
            where account_id = :account and minute >= :since and minute < :until
            group by 1, 2, 3
            """)
                .param("account", accountId)
                .param("since", steps.since().atOffset(ZoneOffset.UTC))
                .param("until", steps.until().atOffset(ZoneOffset.UTC))
                .param("step", steps.step().toSeconds())
                .query(row -> {
                    boolean succeeded = row.getBoolean("succeeded");
                    int duration = row.getInt("duration");
                    long attempts = row.getLong("attempts");
                    tallies.get(row.getInt("nth")).add(succeeded, duration, attempts);
                    total.add(succeeded, duration, attempts);
                });
        return new Tallies(tallies, total);
    }
}
