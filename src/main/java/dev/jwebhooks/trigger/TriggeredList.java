package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.PageRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of triggered webhooks. */
@Component
class TriggeredList {
    private final JdbcClient jdbc;

    TriggeredList(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
                .query(TriggeredList::view)
                .list();
    }

    private static TriggeredView view(ResultSet row, int number) throws SQLException {
        return new TriggeredView(
                Epoch.of(row.getObject("epoch", OffsetDateTime.class).toInstant()),
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class));
    }
}
