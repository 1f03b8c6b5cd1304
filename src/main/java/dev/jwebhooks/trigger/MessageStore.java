package dev.jwebhooks.trigger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Does for messages what {@link ShotStore} does for shots that have nothing of their own, as cheap as ever. */
@Component
class MessageStore {
    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of each, in their order. */
    List<Firing> fire(List<Message> messages, Instant now, FirstChunk chunk) {
        // The data stays out of the CTEs: each would keep a copy.
        JdbcClient.StatementSpec statement = jdbc.sql("""
            with asked as (
                select * from unnest(:id::uuid[], :registration::uuid[], :caller::uuid[])
                    with ordinality as a (id, registration_id, caller_id, nth)
            ), known as (
                select a.id, a.nth, r.id as registration_id, r.account_id, r.account_id = a.caller_id as owned, r.event
                from asked a join registrations r on r.id = a.registration_id
            ), shot as (
                select id, nth, registration_id, account_id, event from known where owned
            ), fired as (
                insert into triggered_webhooks (id, registration_id, epoch, event, body)
                select id, registration_id, :now, event, (:data::bytea[])[nth] from shot
            )
            """ + FirstChunk.SQL + """
            select k.id, case when k.owned then 'fired' else 'not owned' end as verdict,
                   u.triggered_id is null as complete, m.id as delivery
            from known k
            left join made m on m.triggered_id = k.id and m.next_attempt_at = :until
            left join unfinished u on u.triggered_id = k.id
            """)
                .param("id", ids(messages, Shot::id))
                .param("registration", ids(messages, Shot::registrationId))
                .param("caller", ids(messages, Shot::callerId))
                .param("data", messages.stream().map(MessageStore::data).toArray(byte[][]::new));
        Map<UUID, Firing> firings = chunk.bind(statement, now).query(FiringRows::read);
        return messages.stream()
                .map(message -> FiringRows.of(message.shot(), firings))
                .toList();
    }

    private static UUID[] ids(List<Message> messages, Function<Shot, UUID> id) {
        return messages.stream().map(Message::shot).map(id).toArray(UUID[]::new);
    }

    private static byte[] data(Message message) {
        return message.eventData().getBytes(StandardCharsets.US_ASCII);
    }
}
