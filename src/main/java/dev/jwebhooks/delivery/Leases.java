package dev.jwebhooks.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may work on a delivery, and until when: {@code next_attempt_at} of its row. */
@Component
class Leases {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    /** As long again as an account is held, for each ten of its deliveries that are due at once. */
    private static final String NEXT_ATTEMPT_AT = Lease.nextAttemptAt("""
        least((a.held_until - :now) * greatest(1, (
            -- In one text for all of them: it is made once, and only where any of them is held.
            (select jsonb_object_agg(account_id, deliveries) from (
                select account_id, count(*) as deliveries from due group by account_id
            ) of_each) ->> a.id::text
        )::float8 / 10), interval '1 hour')
        """);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LeaseClock leaseClock;
    private final DeliverySettings settings;

    Leases(JdbcClient jdbc, Clock clock, LeaseClock leaseClock, DeliverySettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.leaseClock = leaseClock;
        this.settings = settings;
    }

    /** One that begins now. */
    Lease lease() {
        return Lease.from(leaseClock.instant().truncatedTo(ChronoUnit.MICROS), settings);
    }

    /**
     * What a claim found due.
     *
     * @param deliveries those it leased
     * @param found how many were due; those it did not lease wait on, as their accounts are held
     * @param nextDue when the next of those is due that were not; empty when nothing waits
     * @param anyAwaitsAccount whether any delivery waits for its account, which is paused or has a pace
     */
    record Claim(List<UUID> deliveries, int found, Optional<Instant> nextDue, boolean anyAwaitsAccount) {}

    /**
     * Leases what is due, the longest due first; instances that ask at once get different rows. What is due to an
     * account that is held stays where it is for as long again as it is held, without a job and a worker for it; the
     * more of it is due at once, the longer, up to an hour: else a million would be written again every minute or two.
     * What was leased is due by the clock of leases, all else by this instance's.
     */
    Claim claim(Instant now, Lease lease, int limit) {
        return jdbc.sql("""
            with due as (
                select id, account_id from deliveries
                where next_attempt_at <= greatest(:now::timestamptz, :leasesOver::timestamptz)
                  and next_attempt_at <= case when leased then :leasesOver else :now end
                order by next_attempt_at limit :limit
                for update skip locked
            ), moved as (
                update deliveries d
                set (next_attempt_at, leased) = (select at, at = :until from (select %s as at) next)
                -- Not joined: for a join as large as the limit, most of it never there, a small table is read whole.
                where d.id = any(array(select id from due)) and %s
                returning case when next_attempt_at = :until then id end as leased, next_attempt_at
            )
            select leased, null::bigint as found, null::timestamptz as next_due, null::boolean as any_awaits_account
            from moved where leased is not null
            union all
            select null, (select count(*) from moved),
                   least((select min(next_attempt_at) from deliveries where next_attempt_at > :now),
                         (select min(next_attempt_at) from moved)),
                   -- The last by the index, and not whether there is any: that may read many before the first.
                   (select max(next_attempt_at) from deliveries) >= timestamptz '9998-01-01 00:00Z'
            """.formatted(NEXT_ATTEMPT_AT, DeliveryIds.within("due")))
                .params(lease.parameters(now))
                .param("leasesOver", leaseClock.instant().atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Leases::read);
    }

    private static Claim read(ResultSet rows) throws SQLException {
        List<UUID> deliveries = new ArrayList<>();
        OffsetDateTime nextDue = null;
        int found = 0;
        boolean anyAwaitsAccount = false;
        while (rows.next()) {
            UUID id = rows.getObject(1, UUID.class);
            if (id == null) {
                found = rows.getInt(2);
                nextDue = rows.getObject(3, OffsetDateTime.class);
                anyAwaitsAccount = rows.getBoolean(4);
            } else {
                deliveries.add(id);
            }
        }
        return new Claim(
                deliveries, found, Optional.ofNullable(nextDue).map(OffsetDateTime::toInstant), anyAwaitsAccount);
    }

    /**
     * Makes the deliveries of jobs that nobody will do due at once. Where that fails, they wait for their lease's end.
     */
    void handBack(List<Job> jobs) {
        try {
            jobs.forEach(this::handBack);
        } catch (DataAccessException away) {
            log.warn(
                    "{} jobs could not be handed back; their leases end by themselves: {}",
                    jobs.size(),
                    away.getMessage());
        }
    }

    private void handBack(Job job) {
        jdbc.sql("update deliveries set next_attempt_at = :now, leased = false where id = any(:ids) and"
                        + " next_attempt_at = :until")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", job.deliveries().toArray(UUID[]::new))
                .param("until", job.leasedUntil().atOffset(ZoneOffset.UTC))
                .update();
    }
}
