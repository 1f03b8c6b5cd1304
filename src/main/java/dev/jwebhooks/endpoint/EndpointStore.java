package dev.jwebhooks.endpoint;

import dev.jwebhooks.account.FailureLimit;
import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.delivery.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The status of endpoints in the table {@code accounts}, and the deliveries that wait for it. */
@Component
class EndpointStore {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final EndpointSettings settings;
    private final FailureLimit limit;

    EndpointStore(JdbcClient jdbc, EndpointSettings settings, FailureLimit limit) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.limit = limit;
    }

    /** 1 when it was not paused before, else 0. */
    int pause(UUID account, Instant now) {
        return jdbc.sql("""
            update accounts set paused_since = :now, next_resumption = null
            where id = :account and paused_since is null
            """)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** 1 when it got nothing before, be it paused or disabled, else 0. Its failures are forgotten. */
    int resume(UUID account, Instant now) {
        return jdbc.sql("""
            update accounts
            set paused_since = null, gone_since = null, over_limit_since = null, held_until = null, failed_count = 0,
                recovering = recovering or failed_count >= :limit
                    or coalesce(gone_since, over_limit_since, held_until) is not null,
                next_resumption = :now,
                -- Its turn was put off to the end of the hold.
                next_release = case when next_release = held_until then timestamptz 'epoch' else next_release end
            where id = :account
              and (paused_since is not null or gone_since is not null or failed_count >= :limit)
            """)
                .param("account", account)
                .param("limit", limit.failures())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** When the next step of any resumption is due; empty when nothing waits for one. */
    Optional<Instant> nextStep() {
        return jdbc.sql("""
            select min(next_resumption) from accounts where next_resumption is not null and paused_since is null
            """)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Makes the next of what waited due, the oldest first, for the account whose turn it is; steps of one account are a
     * second apart, whichever instances make them. The last one finds less than it might.
     *
     * @return how many deliveries it made due; empty where none has its turn, or another instance is at it
     */
    Optional<Integer> step(Instant now) {
        return jdbc.sql("""
            with turn as (
                select id, rate_per_second is not null as paced from accounts
                where next_resumption <= :now and paused_since is null
                order by next_resumption limit 1 for no key update skip locked
            ), waiting as (
                select d.id, row_number() over (order by d.id) as nth
                from turn cross join lateral (
                    (select id from deliveries where account_id = turn.id and %1$s order by id limit :most)
                    union all
                    (select id from deliveries where not turn.paced and account_id = turn.id and %2$s
                     order by id limit :most)
                    order by id limit :most
                ) d
            ), due as (
                update deliveries d set next_attempt_at = :now + w.nth * interval '1 microsecond'
                from waiting w
                where d.id = w.id and %3$s and (%1$s or %2$s)
                returning d.id
            )
            update accounts a
            set next_resumption = case when (select count(*) from waiting) = :most then :next::timestamptz end
            from turn where a.id = turn.id
            returning (select count(*) from due)
            """.formatted(Lease.IS_PARKED, Lease.IS_PACED, DeliveryIds.within("waiting")))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("next", now.plus(STEP).atOffset(ZoneOffset.UTC))
                .param("most", settings.resumedPerSecond())
                .query(Integer.class)
                .optional();
    }
}
