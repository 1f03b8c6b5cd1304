package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    /**
     * How the deliveries are made that come with the triggered rows.
     *
     * @param most for each triggered row; one that has as many gets a waiting fan-out, so 0 leaves all to it
     * @param lease of those to be handed over now; those to accounts that are held wait as long again as these are held
     */
    record FirstChunk(int most, Lease lease) {}

    /** What became of each, in their order. */
    List<Firing> fire(List<Shot> shots, Instant now, FirstChunk chunk) {
        Map<UUID, Found> found = jdbc.sql("""
            with asked as (
                select * from unnest(:id::uuid[], :registration::uuid[], :caller::uuid[])
                    as a (id, registration_id, caller_id)
            ), known as (
                select a.id, r.id as registration_id, r.account_id, r.account_id = a.caller_id as owned,
                       r.event, r.event_data
                from asked a join registrations r on r.id = a.registration_id
            ), fired as (
                insert into triggered_webhooks (id, registration_id, epoch, event, body)
                select id, registration_id, :now, event, convert_to(event_data, 'UTF8') from known where owned
            ), subscriber as (
                select k.id as triggered_id, s.account_id
                from known k cross join lateral (
                    select distinct account_id from subscriptions
                    where registration_id = k.registration_id
                    order by account_id limit :most
                ) s
                where k.owned
            ), made as (
            """ + NewDeliveries.INSERT + """
            ), unfinished as (
                insert into fan_outs
                    (triggered_id, registration_id, account_id, as_of, last_subscription, after_account)
                select k.id, k.registration_id, k.account_id, :now,
                       (select last_value from subscriptions_ordinal_seq),
                       coalesce(max(s.account_id::text collate "C")::uuid, :start)
                from known k left join subscriber s on s.triggered_id = k.id
                where k.owned
                group by k.id, k.registration_id, k.account_id having count(s.account_id) = :most
                returning triggered_id
            )
            select k.id, k.owned, u.triggered_id is null as complete, m.id as delivery
            from known k
            left join made m on m.triggered_id = k.id and m.next_attempt_at = :until
            left join unfinished u on u.triggered_id = k.id
            """)
                .param("id", column(shots, Shot::id))
                .param("registration", column(shots, Shot::registrationId))
                .param("caller", column(shots, Shot::callerId))
                .param("most", chunk.most())
                .params(NewDeliveries.parameters(chunk.lease(), now))
                .param("start", WaitingFanOuts.START)
                .query(ShotStore::found);
        return shots.stream().map(shot -> firing(found.get(shot.id()))).toList();
    }

    private static UUID[] column(List<Shot> shots, Function<Shot, UUID> value) {
        return shots.stream().map(value).toArray(UUID[]::new);
    }

    private record Found(boolean owned, boolean complete, List<UUID> deliveries) {}

    private static Map<UUID, Found> found(ResultSet rows) throws SQLException {
        Map<UUID, Found> found = new HashMap<>();
        while (rows.next()) {
            UUID id = rows.getObject("id", UUID.class);
            Found one = found.get(id);
            if (one == null) {
                one = new Found(rows.getBoolean("owned"), rows.getBoolean("complete"), new ArrayList<>());
                found.put(id, one);
            }
            UUID delivery = rows.getObject("delivery", UUID.class);
            if (delivery != null) {
                one.deliveries.add(delivery);
            }
        }
        return found;
    }

    private static Firing firing(@Nullable Found found) {
        if (found == null) {
            return new Unknown();
        }
        return found.owned ? new Fired(found.deliveries, found.complete) : new NotOwned();
    }
}
