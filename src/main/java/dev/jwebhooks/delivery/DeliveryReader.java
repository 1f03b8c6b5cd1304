package dev.jwebhooks.delivery;

import dev.jwebhooks.signing.KeyColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the deliveries of a job, all in one query, with each small body once however many subscribers it has, and each
 * account once however many deliveries it gets. Larger bodies are read one by one, when they are needed and have room.
 */
@Component
class DeliveryReader {
    private static final Logger log = LoggerFactory.getLogger(DeliveryReader.class);

    /** So that the small bodies of all that may wait in memory hold no more than some 20 MB. */
    private static final int LARGEST_SMALL = 4 * 1024;

    private static final int LARGE_READ_AT_ONCE = 4;

    // While it is read, a part takes up to three times its size: the driver may get it as text.
    private static final int PART = 256 * 1024;

    private final JdbcClient jdbc;
    private final BodyMemory memory;
    private final Semaphore readingLarge = new Semaphore(LARGE_READ_AT_ONCE);

    DeliveryReader(JdbcClient jdbc, BodyMemory memory) {
        this.jdbc = jdbc;
        this.memory = memory;
    }

    /** Those deliveries that the job still holds the lease of. */
    List<Delivery> read(Job job) {
        return jdbc.sql("""
            with leased as (
                select d.id, d.account_id, d.attempts, d.schedule_from, d.next_attempt_at, d.triggered_id,
                       row_number() over (partition by d.triggered_id order by d.id) as nth
                from deliveries d
                where d.id = any(:ids) and d.next_attempt_at = :until
            )
            select l.id, l.account_id, l.attempts, l.schedule_from, l.next_attempt_at, l.triggered_id, t.event,
                   case when l.nth = 1 then octet_length(t.body) end as size,
                   case when l.nth = 1 and octet_length(t.body) <= :small then t.body end as body,
                   a.id is not null as account_exists, a.endpoint, a.failed_count, a.gone_since is not null as gone,
                   a.paused_since is not null as paused, a.recovering,
                   a.secret_key, a.pywebhooks_signature, a.signing_secret, a.ed25519_key,
                   a.retiring_keys, a.retiring_until, %s
            from leased l
            join triggered_webhooks t on t.id = l.triggered_id
            left join accounts a on a.id = l.account_id
            order by l.triggered_id, l.nth
            """.formatted(DeliveryOptions.COLUMNS))
                .param("ids", job.deliveries().toArray(UUID[]::new))
                .param("until", job.leasedUntil().atOffset(ZoneOffset.UTC))
                .param("small", LARGEST_SMALL)
                .query(this::deliveries);
    }

    private List<Delivery> deliveries(ResultSet rows) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>();
        Map<UUID, Delivery.Message> messages = new HashMap<>();
        Map<UUID, Delivery.Target> targets = new HashMap<>();
        while (rows.next()) {
            read(rows, messages, targets).ifPresent(deliveries::add);
        }
        return deliveries;
    }

    /** Empty where something in it cannot be read, which is no reason to keep the others of its job back. */
    private Optional<Delivery> read(
            ResultSet row, Map<UUID, Delivery.Message> messages, Map<UUID, Delivery.Target> targets)
            throws SQLException {
        try {
            return Optional.of(delivery(row, messages, targets));
        } catch (RuntimeException unreadable) {
            log.error(
                    "delivery={} account={} cannot be read; it is due again when its lease ends: {}",
                    row.getObject("id", UUID.class),
                    row.getObject("account_id", UUID.class),
                    unreadable.toString());
            return Optional.empty();
        }
    }

    private Delivery delivery(ResultSet row, Map<UUID, Delivery.Message> messages, Map<UUID, Delivery.Target> targets)
            throws SQLException {
        UUID triggeredId = row.getObject("triggered_id", UUID.class);
        Delivery.Message message = messages.get(triggeredId);
        if (message == null) {
            message = new Delivery.Message(triggeredId, row.getString("event"), body(triggeredId, row));
            messages.put(triggeredId, message);
        }
        UUID accountId = row.getObject("account_id", UUID.class);
        Delivery delivery = new Delivery(
                row.getObject("id", UUID.class),
                accountId,
                row.getInt("attempts"),
                row.getInt("schedule_from"),
                row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
                message,
                target(accountId, row, targets));
        // Last: one that could not be read would never leave it.
        if (message.body() instanceof LargeBody large) {
            large.join();
        }
        return delivery;
    }

    private Body body(UUID triggeredId, ResultSet row) throws SQLException {
        byte[] small = row.getBytes("body");
        int size = row.getInt("size");
        return small != null ? new Body.Small(small) : new LargeBody(memory, size, () -> largeBody(triggeredId, size));
    }

    private byte[] largeBody(UUID triggeredId, int size) {
        readingLarge.acquireUninterruptibly();
        try {
            byte[] body = new byte[size];
            for (int from = 0; from < size; from += PART) {
                byte[] part = part(triggeredId, from);
                System.arraycopy(part, 0, body, from, part.length);
            }
            return body;
        } finally {
            readingLarge.release();
        }
    }

    private byte[] part(UUID triggeredId, int from) {
        return jdbc.sql("select substring(body from :from for :length) from triggered_webhooks where id = :id")
                .param("from", from + 1)
                .param("length", PART)
                .param("id", triggeredId)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private static Delivery.@Nullable Target target(UUID accountId, ResultSet row, Map<UUID, Delivery.Target> targets)
            throws SQLException {
        if (!row.getBoolean("account_exists")) {
            return null;
        }
        Delivery.Target target = targets.get(accountId);
        if (target == null) {
            target = new Delivery.Target(
                    row.getString("endpoint"),
                    KeyColumns.read(row),
                    DeliveryOptions.read(row),
                    row.getInt("failed_count"),
                    row.getBoolean("gone"),
                    row.getBoolean("paused"),
                    row.getBoolean("recovering"));
            targets.put(accountId, target);
        }
        return target;
    }
}
