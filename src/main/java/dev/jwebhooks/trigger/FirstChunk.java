package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The deliveries that are made together with their triggered rows, by the same statement. Where filters are to be
 * asked, all are left to a waiting fan-out: others that are fired in the same batch are not to wait for a slow filter.
 *
 * @param most for each triggered row; one that has as many gets a waiting fan-out, so 0 leaves all to it
 * @param lease of those to be handed over now; those to accounts that are held wait as long again as these are held
 */
record FirstChunk(int most, Lease lease) {
    /**
     * Goes on where a statement has a CTE {@code shot (id, registration_id, account_id)}, the triggered rows that it
     * makes, and gives it the CTEs {@code made (id, triggered_id, next_attempt_at)} and {@code unfinished
     * (triggered_id, filtered)}. Its parameters are bound by {@link #bind}.
     */
    static final String SQL = """
        , target as (
            select id, registration_id, account_id, exists (
                select from subscriptions f where f.registration_id = shot.registration_id and f.filter is not null
            ) as filtered
            from shot
        ), subscriber as (
            select target.id as triggered_id, s.account_id
            from target cross join lateral (
                select distinct account_id from subscriptions
                where registration_id = target.registration_id and not target.filtered
                order by account_id limit :most
            ) s
        ), made as (
        """ + NewDeliveries.INSERT + """
        ), unfinished as (
            insert into fan_outs
                (triggered_id, registration_id, account_id, as_of, last_subscription, after_account, filtered)
            select t.id, t.registration_id, t.account_id, :now, (select last_value from subscriptions_ordinal_seq),
                   coalesce(max(s.account_id::text collate "C")::uuid, :start), t.filtered
            from target t left join subscriber s on s.triggered_id = t.id
            group by t.id, t.registration_id, t.account_id, t.filtered
            having count(s.account_id) = :most or t.filtered
            returning triggered_id, filtered
        )
        """;

    StatementSpec bind(StatementSpec statement, Instant now) {
        return statement
                .param("most", most)
                .params(NewDeliveries.parameters(lease, now))
                .param("start", WaitingFanOuts.START);
    }
}
