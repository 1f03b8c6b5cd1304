package dev.jwebhooks.trigger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Does for messages what {@link ShotStore} does for shots that have nothing of their own, as cheap as ever. A key is
 * written by the statement that fires, so there is none without its triggered row.
 */
@Component
class MessageStore {
    private final JdbcClient jdbc;
    private final TriggerSettings settings;

    MessageStore(JdbcClient jdbc, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** What became of each, in their order. Waits for no other call with the same key. */
    List<Firing> fire(List<Message> messages, Instant now, FirstChunk chunk) {
        // Of calls with the same key that come at once, the lock lets one fire; the others would have to wait for
        // its commit, and all of their batch with them. What was committed since this statement began is a conflict.
        // What has a schema that its data was not checked against does not fire: it may have changed a moment ago.
        // The data stays out of the CTEs: each would keep a copy.
        JdbcClient.StatementSpec statement = jdbc.sql("""
            with asked as (
                select * from unnest(:id::uuid[], :registration::uuid[], :caller::uuid[], :key::text[],
                                     :fingerprint::bytea[], :checked::text[])
                    with ordinality as a (id, registration_id, caller_id, key, fingerprint, checked, nth)
            ), before as (
                select a.id, i.triggered_id, i.epoch, i.fingerprint = a.fingerprint as same
                from asked a join idempotency_keys i on i.account_id = a.caller_id and i.key = a.key
                where i.epoch > :forgotten
            ), known as (
                select a.*, r.account_id, r.account_id = a.caller_id as owned, r.event, r.event_data,
                       s.schema, coalesce(a.checked = s.schema, true) as fits
                from asked a join registrations r on r.id = a.registration_id
                cross join lateral (
                    select encode(sha256(convert_to(r.event_schema, 'UTF8')), 'hex') as schema
                ) s
                where not exists (select from before b where b.id = a.id)
            ), first as materialized (
                select distinct on (caller_id, key) caller_id, key, fingerprint, id
                from known where owned and fits and key is not null order by caller_id, key, nth
            ), claimed as (
                insert into idempotency_keys (account_id, key, fingerprint, triggered_id, epoch)
                select caller_id, key, fingerprint, id, :now from first
                where pg_try_advisory_xact_lock(hashtextextended(caller_id || key, 0))
                on conflict (account_id, key) do update
                    set (fingerprint, triggered_id, epoch) =
                        (excluded.fingerprint, excluded.triggered_id, excluded.epoch)
                    where idempotency_keys.epoch <= :forgotten
                returning triggered_id
            ), shot as (
                select id, nth, registration_id, account_id, event, event_data from known
                where owned and fits and (key is null or id in (select triggered_id from claimed))
            ), fired as (
                insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                select id, registration_id, account_id, :now, event,
                       coalesce((:data::bytea[])[nth], convert_to(event_data, 'UTF8'))
                from shot
            )
            """ + FirstChunk.SQL + """
            select a.id,
                   case when b.same then 'fired before' when b.id is not null then 'other message'
                        when not k.owned then 'not owned' when not k.fits then 'unchecked'
                        when shot.id is null then 'in progress' else 'fired' end as verdict,
                   b.triggered_id, b.epoch, k.schema, coalesce(u.filtered::text, 'none') as rest, m.id as delivery
            from asked a
            left join before b on b.id = a.id
            left join known k on k.id = a.id
            left join shot on shot.id = a.id
            left join made m on m.triggered_id = a.id and m.next_attempt_at = :until
            left join unfinished u on u.triggered_id = a.id
            where b.id is not null or k.id is not null
            """)
                .param("id", ids(messages, Shot::id))
                .param("registration", ids(messages, Shot::registrationId))
                .param("caller", ids(messages, Shot::callerId))
                .param("key", messages.stream().map(MessageStore::key).toArray(String[]::new))
                .param(
                        "fingerprint",
                        messages.stream().map(Message::fingerprint).toArray(byte[][]::new))
                .param("checked", messages.stream().map(Message::checked).toArray(String[]::new))
                .param("data", messages.stream().map(Message::data).toArray(byte[][]::new))
                .param("forgotten", forgottenUntil(now));
        Map<UUID, Firing> firings = chunk.bind(statement, now).query(FiringRows::read);
        return messages.stream()
                .map(message -> FiringRows.of(message.shot(), firings))
                .toList();
    }

    /** Removes some of the keys that are older than the window; how many. */
    int forget(Instant now, int most) {
        return jdbc.sql("""
            delete from idempotency_keys where (account_id, key) in (
                select account_id, key from idempotency_keys where epoch <= :forgotten
                order by epoch limit :most for update skip locked
            )
            """)
                .param("forgotten", forgottenUntil(now))
                .param("most", most)
                .update();
    }

    private OffsetDateTime forgottenUntil(Instant now) {
        return now.minus(settings.idempotencyWindow()).atOffset(ZoneOffset.UTC);
    }

    private static UUID[] ids(List<Message> messages, Function<Shot, UUID> id) {
        return messages.stream().map(Message::shot).map(id).toArray(UUID[]::new);
    }

    private static @Nullable String key(Message message) {
        return message.key() == null ? null : message.key().text();
    }
}
