package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single deliveries, for their receiver, the owner of the webhook, and the admin. */
@Component
class LoggedDeliveries {
    static final String UNKNOWN = "The delivery id does not exist";

    /** An attempt has up to 8 KB of an answer. */
    private static final int MOST_ATTEMPTS = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    LoggedDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws Refused 404 where there is none, 401 where it is none of the caller's business */
    DeliveryDetail show(UUID id, Caller caller) {
        return new DeliveryDetail(find(id, caller), attempts(id));
    }

    DeliveryView find(UUID id, Caller caller) {
        record Found(DeliveryView delivery, @Nullable UUID publisher) {}
        Found found = jdbc.sql("""
            select %s, case when %s then t.account_id end as publisher
            from deliveries d join triggered_webhooks t on t.id = d.triggered_id where d.id = :id
            """.formatted(DeliveryView.COLUMNS, FanOuts.IS_FIRED))
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Found(DeliveryView.read(row), row.getObject("publisher", UUID.class)))
                .optional()
                .orElseThrow(() -> Refused.notFound(UNKNOWN));
        if (!caller.id().equals(found.publisher)) {
            caller.requireOwner(found.delivery.accountId());
        }
        return found.delivery;
    }

    private List<AttemptView> attempts(UUID id) {
        return jdbc.sql("""
            select * from (
                select * from attempts_made where delivery_id = :id order by number desc limit :most
            ) newest
            order by number
            """)
                .param("id", id)
                .param("most", MOST_ATTEMPTS)
                .query(AttemptView::read)
                .list();
    }
}
