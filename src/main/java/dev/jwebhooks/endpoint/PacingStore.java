package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.delivery.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The turns of accounts that have a pace, kept in their rows, so that all instances together keep to it. */
@Component
class PacingStore {
    private static final int ACCOUNTS_AT_ONCE = 200;
    /** Together they are half of the jobs that may be handed over at once; those of a higher pace have more turns. */
    private static final int MOST_EACH = 250;

    private final JdbcClient jdbc;

    PacingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a release came to.
     *
     * @param turns how many accounts had their turn; 0 also where other instances are at all of them
     * @param leased the deliveries to hand over
     */
    record Released(int turns, List<UUID> leased) {}

    /** When the next turn of any is; empty when nothing waits for one. */
    Optional<Instant> nextTurn() {
        return jdbc.sql("""
            select min(next_release) from accounts where next_release is not null and paused_since is null
            """)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Leases the next of what waits for those whose turn it is, the oldest first: what their pace has for a quarter of
     * a second, one to 250. One that is held has its next turn at the end of that, and one delivery a second until any
     * of them succeeds. An account for which nothing waits has no turn any more, until {@link Waiting} gives it one:
     * the time of its last share is over by then.
     */
    Released release(Instant now, Lease lease) {
        return jdbc.sql("""
            with turn as (
                select id, rate, least(ceil(rate / 4.0), :share)::int as share, held, held_until
                from accounts cross join lateral (
                    -- Until one succeeds, the next probe: each second, as another may be under way that tells nothing.
                    select case when held_until is null then rate_per_second else 1 end as rate,
                           coalesce(held_until > :now and held_until <= :latestHold, false) as held
                ) pace
                where rate_per_second is not null and next_release <= :now and paused_since is null
                order by next_release limit :accounts for no key update of accounts skip locked
            ), waiting as (
                select d.id, turn.id as account_id from turn cross join lateral (
                    select id from deliveries
                    where account_id = turn.id and not turn.held and %1$s
                    order by id limit turn.share
                ) d
            ), leased as (
                update deliveries d set next_attempt_at = :until, leased = true
                from waiting w
                where d.id = w.id and %2$s and %1$s
                returning d.id
            ), moved as (
                update accounts a
                set next_release = case when turn.held then turn.held_until
                    when a.id in (select account_id from waiting)
                    then :now::timestamptz + turn.share * interval '1 second' / turn.rate end
                from turn where a.id = turn.id
            )
            select null::uuid as id, count(*) as turns from turn
            union all
            select id, null from leased
            """.formatted(Lease.IS_PACED, DeliveryIds.within("waiting")))
                .params(lease.parameters(now))
                .param("accounts", ACCOUNTS_AT_ONCE)
                .param("share", MOST_EACH)
                .query(PacingStore::released);
    }

    private static Released released(ResultSet rows) throws SQLException {
        int turns = 0;
        List<UUID> leased = new ArrayList<>();
        while (rows.next()) {
            UUID id = rows.getObject("id", UUID.class);
            if (id == null) {
                turns = rows.getInt("turns");
            } else {
                leased.add(id);
            }
        }
        return new Released(turns, leased);
    }
}
