package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code fan_outs}: triggered webhooks whose deliveries are not all made yet, each with the last account that
 * has its delivery. A row is small however many deliveries wait in it.
 */
@Component
class WaitingFanOuts {
    /** Before every account. */
    static final UUID START = new UUID(0, 0);

    private static final int MOST_AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final TriggerSettings settings;

    WaitingFanOuts(JdbcClient jdbc, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The statement of a turn. Needs {@code account}, {@code most}, {@code chunk}, and the parameters of new
     * deliveries.
     *
     * @param filtered of which line it is
     * @param subscriber a CTE {@code subscriber (triggered_id, account_id)} of those that get a delivery, made of the
     *     CTEs {@code looked (triggered_id, account_id)}, whom the turn looks at, and {@code turn}, its fan-outs
     */
    static String turn(boolean filtered, String subscriber) {
        return """
            with turn as (
                select triggered_id, registration_id, last_subscription, after_account from fan_outs
                where filtered = %s and account_id = :account
                order by as_of limit :most for update skip locked
            ), share as (
                select :chunk / greatest(count(*), 1) as most, count(*) as fan_outs from turn
            ), looked as (
                select t.triggered_id, s.account_id
                from turn t cross join lateral (
                    select distinct account_id from subscriptions
                    where registration_id = t.registration_id and account_id > t.after_account
                      and ordinal <= t.last_subscription
                    order by account_id limit (select most from share)
                ) s
            ), %s, made as (
            %s
            ), progress as (
                select t.triggered_id, count(l.account_id) as looked, max(l.account_id::text collate "C")::uuid as last
                from turn t left join looked l using (triggered_id) group by t.triggered_id
            ), moved as (
                update fan_outs f set after_account = p.last from progress p, share
                where f.triggered_id = p.triggered_id and p.looked = share.most
            ), ended as (
                delete from fan_outs f using progress p, share
                where f.triggered_id = p.triggered_id and p.looked < share.most
            )
            select share.fan_outs, made.id from share left join made on made.next_attempt_at = :until
            """.formatted(filtered, subscriber, NewDeliveries.INSERT);
    }

    /**
     * What waits.
     *
     * @param account whose turn it is in the line that was asked for; empty when none waits there
     * @param anyFiltered whether any waits for filters
     */
    record Next(Optional<UUID> account, boolean anyFiltered) {}

    /** Whose turn it is after that account's, in the order of their ids. */
    Next accountAfter(@Nullable UUID account, boolean filtered) {
        Next next = jdbc.sql("""
            select (select account_id from fan_outs
                    where filtered = :filtered and (:last::uuid is null or account_id > :last)
                    order by account_id limit 1),
                   exists (select from fan_outs where filtered)
            """)
                .param("last", account)
                .param("filtered", filtered)
                .query((row, _) -> new Next(Optional.ofNullable(row.getObject(1, UUID.class)), row.getBoolean(2)))
                .single();
        return next.account().isEmpty() && account != null ? accountAfter(null, filtered) : next;
    }

    /**
     * What a turn made.
     *
     * @param fanOuts that it continued; 0 where other instances are at all of the account's
     */
    record Turn(int fanOuts, List<UUID> deliveries) {}

    /**
     * Continues the oldest fan-outs of an account by one chunk together. Two subscriptions of one account are one
     * delivery, and who subscribed after the webhook fired gets none. Those to accounts that are held are made, and
     * wait as long again as these are held.
     */
    Turn continueThoseOf(UUID account, Instant now, Lease lease) {
        int chunk = settings.fanOutChunk();
        return jdbc.sql(turn(false, "subscriber as (select * from looked)"))
                .param("account", account)
                .param("most", Math.min(MOST_AT_ONCE, chunk))
                .param("chunk", chunk)
                .params(NewDeliveries.parameters(lease, now))
                .query(WaitingFanOuts::read);
    }

    static Turn read(ResultSet rows) throws SQLException {
        int fanOuts = 0;
        List<UUID> deliveries = new ArrayList<>();
        while (rows.next()) {
            fanOuts = rows.getInt(1);
            UUID delivery = rows.getObject(2, UUID.class);
            if (delivery != null) {
                deliveries.add(delivery);
            }
        }
        return new Turn(fanOuts, deliveries);
    }
}
