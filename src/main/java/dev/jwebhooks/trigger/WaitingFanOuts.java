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

    private static final int ACCOUNTS_AT_ONCE = 200;
    private static final int MOST_EACH = 50;

    private final JdbcClient jdbc;
    private final TriggerSettings settings;

    WaitingFanOuts(JdbcClient jdbc, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The statement of one account's turn. Needs {@code account}, {@code most}, {@code chunk}, and the parameters of
     * new deliveries.
     *
     * @param filtered of which line it is
     * @param subscriber a CTE {@code subscriber (triggered_id, account_id)} of those that get a delivery, made of the
     *     CTEs {@code looked (triggered_id, account_id)}, whom the turn looks at, and {@code turn}, its fan-outs
     */
    static String turn(boolean filtered, String subscriber) {
        return turn("select :account::uuid as id", filtered, subscriber);
    }

    /** The chunk is shared by the accounts, and an account's share by its fan-outs. */
    private static String turn(String publishers, boolean filtered, String subscriber) {
        return """
            with publisher as (
                %s
            ), locked as (
                select f.* from publisher p cross join lateral (
                    select triggered_id, registration_id, account_id as publisher_id, last_subscription, after_account
                    from fan_outs
                    where filtered = %s and account_id = p.id
                    order by as_of limit :most for update skip locked
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
            """.formatted(publishers, filtered, subscriber, NewDeliveries.INSERT);
    }

    /**
     * What waits.
     *
     * @param accounts whose turn it is in the line that was asked for, in the order of their ids; empty when none waits
     *     there
     * @param anyFiltered whether any waits for filters
     */
    record Next(List<UUID> accounts, boolean anyFiltered) {
        Optional<UUID> account() {
            return accounts.stream().findFirst();
        }
    }

    /** Whose turn it is after that account's, among those that wait for filters or among the others. */
    Next accountAfter(@Nullable UUID account, boolean filtered) {
        return accountsAfter(account, filtered, 1);
    }

    /** Whose turn it is together after that account's, of those that wait for no filters. */
    Next accountsAfter(@Nullable UUID account) {
        return accountsAfter(account, false, Math.min(ACCOUNTS_AT_ONCE, settings.fanOutChunk()));
    }

    private Next accountsAfter(@Nullable UUID account, boolean filtered, int most) {
        // From one to the next by the index: of what waits for one account, one row is read.
        Next next = jdbc.sql("""
            with recursive waiting (account_id, nth) as (
                (select account_id, 1 from fan_outs
                 where filtered = :filtered and (:last::uuid is null or account_id > :last)
                 order by account_id limit 1)
                union all
                select f.account_id, w.nth + 1 from waiting w cross join lateral (
                    select account_id from fan_outs
                    where filtered = :filtered and account_id > w.account_id
                    order by account_id limit 1
                ) f
                where w.nth < :most
            )
            select array(select account_id from waiting order by account_id),
                   exists (select from fan_outs where filtered)
            """)
                .param("last", account)
                .param("filtered", filtered)
                .param("most", most)
                .query((row, _) -> new Next(List.of((UUID[]) row.getArray(1).getArray()), row.getBoolean(2)))
                .single();
        return next.accounts().isEmpty() && account != null ? accountsAfter(null, filtered, most) : next;
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
        return jdbc.sql(turn("select unnest(:accounts::uuid[]) as id", false, "subscriber as (select * from looked)"))
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
