package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    static final int ACCOUNTS_AT_ONCE = 200;

    private static final int MOST_EACH = 50;

    private final JdbcClient jdbc;
    private final TriggerSettings settings;

    WaitingFanOuts(JdbcClient jdbc, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The statement of one account's turn in the line for filters. Needs {@code account}, {@code most}, {@code chunk},
     * and the parameters of new deliveries.
     *
     * @param which an SQL condition of its fan-outs that the turn may continue
     * @param subscriber a CTE {@code subscriber (triggered_id, account_id)} of those that get a delivery, made of the
     *     CTEs {@code looked (triggered_id, account_id)}, whom the turn looks at, and {@code turn}, its fan-outs
     */
    static String filteredTurn(String which, String subscriber) {
        return turn("select :account::uuid as id", "filtered = true and " + which, subscriber);
    }

    /** The chunk is shared by the accounts, and an account's share by its fan-outs. */
    private static String turn(String publishers, String which, String subscriber) {
        return """
            with publisher as (
                %s
            ), locked as (
                select f.* from publisher p cross join lateral (
                    select triggered_id, registration_id, account_id as publisher_id, last_subscription, after_account
                    from fan_outs
                    where %s and account_id = p.id
                    order by as_of, triggered_id limit :most for update skip locked
                ) f
            ), turn as (
                select l.*, greatest(1, :chunk / (select count(distinct publisher_id) from locked)
                                               / count(*) over (partition by publisher_id)) as share
                from locked l
            ), looked as (
                select t.triggered_id, s.account_id
                from turn t cross join lateral (
                    select distinct account_id from subscriptions
                    where registration_id = t.registration_id and account_id > t.after_account
                      and ordinal <= t.last_subscription
                    order by account_id limit t.share
                ) s
            ), %s, made as (
            %s
            ), progress as (
                select t.triggered_id, t.share, count(l.account_id) as looked,
                       max(l.account_id::text collate "C")::uuid as last
                from turn t left join looked l using (triggered_id) group by t.triggered_id, t.share
            ), moved as (
                update fan_outs f set after_account = p.last from progress p
                where f.triggered_id = p.triggered_id and p.looked = p.share
            ), ended as (
                delete from fan_outs f using progress p
                where f.triggered_id = p.triggered_id and p.looked < p.share
            )
            select continued.fan_outs, made.id
            from (select count(*) as fan_outs from turn) continued left join made on made.next_attempt_at = :until
            """.formatted(publishers, which, subscriber, NewDeliveries.INSERT);
    }

    /**
     * What waits.
     *
     * @param accounts whose turn it is in the line that was asked for, in its order; empty when none waits there
     * @param anyFiltered whether any waits for filters
     */
    record Next(List<UUID> accounts, boolean anyFiltered) {}

    /**
     * Whose turn it is after that account's: in the order of their ids, which begins again after the last of them.
     *
     * @param filtered of which line
     * @param last who had the last turn, if anyone; it comes last
     * @param most accounts to be found, at least 1
     */
    Next accountsAfter(boolean filtered, @Nullable UUID last, int most) {
        // From one to the next by the index: of what waits for one account, one row is read.
        return jdbc.sql("""
            with recursive waiting (account_id, nth, again) as (
                select :last::uuid, 0, false
                union all
                select f.account_id, w.nth + 1, f.again from waiting w cross join lateral (
                    (select account_id, w.again from fan_outs
                     where filtered = :filtered and account_id > w.account_id
                       and (not w.again or account_id <= :last)
                     order by account_id limit 1)
                    union all
                    (select account_id, true from fan_outs
                     where filtered = :filtered and account_id <= :last and not w.again
                     order by account_id limit 1)
                    order by again limit 1
                ) f
                where w.nth < :most
            )
            select array(select account_id from waiting where nth > 0 order by nth),
                   exists (select from fan_outs where filtered)
            """)
                .param("last", last == null ? START : last)
                .param("filtered", filtered)
                .param("most", most)
                .query((row, _) -> new Next(List.of((UUID[]) row.getArray(1).getArray()), row.getBoolean(2)))
                .single();
    }

    /**
     * What a turn made.
     *
     * @param fanOuts that it continued; 0 where other instances are at all of the accounts'
     */
    record Turn(int fanOuts, List<UUID> deliveries) {}

    /**
     * Continues the oldest fan-outs of each of those accounts, all of them by one chunk together. Two subscriptions of
     * one account are one delivery, and who subscribed after the webhook fired gets none. Those to accounts that are
     * held are made, and wait as long again as these are held.
     */
    Turn continueThoseOf(List<UUID> accounts, Instant now, Lease lease) {
        int chunk = settings.fanOutChunk();
        return jdbc.sql(turn(
                        "select unnest(:accounts::uuid[]) as id",
                        "filtered = false",
                        "subscriber as (select * from looked)"))
                .param("accounts", accounts.toArray(UUID[]::new))
                .param("most", Math.clamp(chunk / accounts.size(), 1, MOST_EACH))
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
