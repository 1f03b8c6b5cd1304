package dev.jwebhooks.trigger;

import dev.jwebhooks.registration.RegisteredWebhook;
import dev.jwebhooks.trigger.FanOut.Chunk;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.PageRange;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code triggered_webhooks}. */
@Component
class TriggeredStore {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final UnfinishedFanOuts unfinished;

    TriggeredStore(JdbcClient jdbc, TransactionOperations transactions, UnfinishedFanOuts unfinished) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.unfinished = unfinished;
    }

    /** Writes the triggered row and the first chunk of its fan-out in one transaction. */
    Chunk store(UUID id, Instant epoch, RegisteredWebhook webhook, Supplier<Chunk> firstChunk) {
        return transactions.execute(_ -> {
            insert(id, epoch, webhook);
            Chunk chunk = firstChunk.get();
            if (chunk.full()) {
                unfinished.begin(chunk.cursor());
            }
            return chunk;
        });
    }

    private void insert(UUID id, Instant epoch, RegisteredWebhook webhook) {
        jdbc.sql("insert into triggered_webhooks (id, registration_id, epoch, event, body) values (?, ?, ?, ?, ?)")
                .params(
                        id,
                        webhook.id(),
                        epoch.atOffset(ZoneOffset.UTC),
                        webhook.event(),
                        webhook.eventData().getBytes(StandardCharsets.US_ASCII))
                .update();
    }

    List<TriggeredView> page(PageRange range) {
        return jdbc.sql("""
            select epoch, id, registration_id from triggered_webhooks
            join (select id from triggered_webhooks order by epoch, id offset :start limit :limit) page
                using (id)
            order by epoch, id
            """)
                .param("start", range.start())
                .param("limit", range.limit())
                .query(TriggeredStore::view)
                .list();
    }

    private static TriggeredView view(ResultSet row, int number) throws SQLException {
        return new TriggeredView(
                Epoch.of(row.getObject("epoch", OffsetDateTime.class).toInstant()),
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class));
    }
}
