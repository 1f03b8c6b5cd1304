package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the deliveries of a triggered webhook, a chunk at a time, in the order of the subscribers' ids. */
@Component
class FanOut {
    /** Before every account. */
    static final UUID START = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final TriggerSettings settings;
    private final Clock clock;

    FanOut(JdbcClient jdbc, TriggerSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A triggered webhook, and how far its fan-out has come.
     *
     * @param asOf who subscribed later gets nothing
     * @param after the last account that has its delivery
     */
    record Cursor(UUID triggeredId, UUID registrationId, Instant asOf, UUID after) {
        Cursor at(UUID account) {
            return new Cursor(triggeredId, registrationId, asOf, account);
        }
    }

    /** What one chunk made; full means that there may be more. */
    record Chunk(List<UUID> deliveries, Cursor cursor, boolean full) {}

    /** Makes the next chunk, in the caller's transaction. Two subscriptions of one account are one delivery. */
    Chunk next(Cursor cursor, Lease lease) {
        List<Made> made = jdbc.sql("""
            with subscriber as (
                select distinct account_id from subscriptions
                where registration_id = :registration and account_id > :after and epoch <= :asOf
                order by account_id limit :limit
            )
            insert into deliveries (id, triggered_id, account_id, next_attempt_at)
            select overlay(gen_random_uuid()::text placing :prefix from 1)::uuid, :triggered, account_id, :until
            from subscriber
            returning id, account_id
            """)
                .param("registration", cursor.registrationId())
                .param("after", cursor.after())
                .param("asOf", cursor.asOf().atOffset(ZoneOffset.UTC))
                .param("limit", settings.fanOutChunk())
                .param("prefix", DeliveryIds.prefix(clock.instant()))
                .param("triggered", cursor.triggeredId())
                .param("until", lease.untilUtc())
                .query(FanOut::made)
                .list();
        return chunk(cursor, made);
    }

    private Chunk chunk(Cursor cursor, List<Made> made) {
        List<UUID> deliveries = made.stream().map(Made::delivery).toList();
        UUID last = made.isEmpty() ? cursor.after() : made.getLast().account();
        return new Chunk(deliveries, cursor.at(last), made.size() == settings.fanOutChunk());
    }

    private static Made made(ResultSet row, int number) throws SQLException {
        return new Made(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    }

    private record Made(UUID delivery, UUID account) {}
}
