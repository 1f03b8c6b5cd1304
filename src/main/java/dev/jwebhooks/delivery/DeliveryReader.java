package dev.jwebhooks.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the deliveries of a job, all in one query, each body once however many subscribers it has. */
@Component
class DeliveryReader {
    private final JdbcClient jdbc;

    DeliveryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those deliveries that the job still holds the lease of. */
    List<Delivery> read(Job job) {
        return jdbc.sql("""
            with leased as (
                select d.id, d.account_id, d.attempts, d.next_attempt_at, d.triggered_id,
                       row_number() over (partition by d.triggered_id order by d.id) as nth
                from deliveries d
                where d.id = any(:ids) and d.next_attempt_at = :until
            )
            select l.id, l.account_id, l.attempts, l.next_attempt_at, l.triggered_id, t.event,
                   case when l.nth = 1 then t.body end as body,
                   a.id is not null as account_exists, a.endpoint, a.secret_key, a.failed_count
            from leased l
            join triggered_webhooks t on t.id = l.triggered_id
            left join accounts a on a.id = l.account_id
            order by l.triggered_id, l.nth
            """)
                .param("ids", job.deliveries().toArray(UUID[]::new))
                .param("until", job.leasedUntil().atOffset(ZoneOffset.UTC))
                .query(DeliveryReader::deliveries);
    }

    private static List<Delivery> deliveries(ResultSet rows) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>();
        Map<UUID, Delivery.Message> messages = new HashMap<>();
        while (rows.next()) {
            deliveries.add(delivery(rows, messages));
        }
        return deliveries;
    }

    private static Delivery delivery(ResultSet row, Map<UUID, Delivery.Message> messages) throws SQLException {
        UUID triggeredId = row.getObject("triggered_id", UUID.class);
        Delivery.Message message = messages.get(triggeredId);
        if (message == null) {
            message = new Delivery.Message(triggeredId, row.getString("event"), row.getBytes("body"));
            messages.put(triggeredId, message);
        }
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getInt("attempts"),
                row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
                message,
                target(row));
    }

    private static Delivery.@Nullable Target target(ResultSet row) throws SQLException {
        return row.getBoolean("account_exists")
                ? new Delivery.Target(
                        row.getString("endpoint"), row.getString("secret_key"), row.getInt("failed_count"))
                : null;
    }
}
