package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.NoticeIds;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.PageRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of triggered webhooks; notices are not in it, which are told by their ids, as the index has no more. */
@Component
class TriggeredList {
    private final JdbcClient jdbc;

    TriggeredList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TriggeredView> page(PageRange range) {
        return jdbc.sql("""
            select epoch, id, registration_id from triggered_webhooks
            join (select id from triggered_webhooks where %s order by epoch, id offset :start limit :limit) page
                using (id)
            -- An instance of the version before gives notices any ids.
            where registration_id <> '00000000-0000-0000-0000-000000000000'
            order by epoch, id
            """.formatted(NoticeIds.IS_NONE))
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
