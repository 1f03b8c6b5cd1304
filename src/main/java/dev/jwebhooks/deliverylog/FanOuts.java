package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of a trigger, for who fired it and the admin. */
@Component
class FanOuts {
    static final String UNKNOWN = "The triggered id does not exist";

    private final JdbcClient jdbc;
    private final Clock clock;

    FanOuts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws Refused 404 where there is none, 401 where the caller did not fire it */
    FanOutView show(UUID id, Caller caller) {
        requirePublisher(id, caller);
        return jdbc.sql("""
            select t.*, not exists (select from fan_outs where triggered_id = t.id) as complete, c.status, c.deliveries
            from triggered_webhooks t left join lateral (
                select %s as status, count(*) as deliveries from deliveries d where d.triggered_id = t.id group by 1
            ) c on true
            where t.id = :id
            """.formatted(DeliveryStatus.SQL))
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(FanOuts::read);
    }

    private void requirePublisher(UUID id, Caller caller) {
        UUID publisher = jdbc.sql("select coalesce(account_id, :nobody) from triggered_webhooks where id = :id")
                .param("id", id)
                .param("nobody", new UUID(0, 0))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(publisher);
    }

    private static FanOutView read(ResultSet rows) throws SQLException {
        Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);
        for (DeliveryStatus status : DeliveryStatus.values()) {
            deliveries.put(status, 0L);
        }
        FanOutView view = null;
        while (rows.next()) {
            String status = rows.getString("status");
            if (status != null) {
                deliveries.put(DeliveryStatus.of(status), rows.getLong("deliveries"));
            }
            view = view(rows, deliveries);
        }
        if (view == null) {
            throw Refused.notFound(UNKNOWN);
        }
        return view;
    }

    private static FanOutView view(ResultSet row, Map<DeliveryStatus, Long> deliveries) throws SQLException {
        return new FanOutView(
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class),
                row.getString("event"),
                DeliveryView.epoch(row.getObject("epoch", OffsetDateTime.class)),
                row.getBoolean("complete"),
                deliveries);
    }
}
