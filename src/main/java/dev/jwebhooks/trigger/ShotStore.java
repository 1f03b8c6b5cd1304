package dev.jwebhooks.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes triggered webhooks with the beginning of their fan-outs: many calls, one statement, one round trip, one
 * commit. The body goes from the registration to the triggered row inside of Postgres.
 */
@Component
class ShotStore {
    private final JdbcClient jdbc;

    ShotStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of each, in their order. */
    List<Firing> fire(List<Shot> shots, Instant now, FirstChunk chunk) {
        JdbcClient.StatementSpec statement = jdbc.sql("""
            with asked as (
                select * from unnest(:id::uuid[], :registration::uuid[], :caller::uuid[])
                    as a (id, registration_id, caller_id)
            ), known as (
                select a.id, r.id as registration_id, r.account_id, r.account_id = a.caller_id as owned,
                       r.event, r.event_data
                from asked a join registrations r on r.id = a.registration_id
            ), shot as (
                select id, registration_id, account_id from known where owned
            ), fired as (
                insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                select id, registration_id, account_id, :now, event, convert_to(event_data, 'UTF8') from known where owned
            )
            """ + FirstChunk.SQL + """
            select k.id, case when k.owned then 'fired' else 'not owned' end as verdict,
                   coalesce(u.filtered::text, 'none') as rest, m.id as delivery
            from known k
            left join made m on m.triggered_id = k.id and m.next_attempt_at = :until
            left join unfinished u on u.triggered_id = k.id
            """)
                .param("id", column(shots, Shot::id))
                .param("registration", column(shots, Shot::registrationId))
                .param("caller", column(shots, Shot::callerId));
        Map<UUID, Firing> firings = chunk.bind(statement, now).query(FiringRows::read);
        return shots.stream().map(shot -> FiringRows.of(shot, firings)).toList();
    }

    private static UUID[] column(List<Shot> shots, Function<Shot, UUID> value) {
        return shots.stream().map(value).toArray(UUID[]::new);
    }
}
