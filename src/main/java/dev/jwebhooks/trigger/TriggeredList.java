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
    private static final UUID NOTICES = new UUID(0, 0);

    private final JdbcClient jdbc;

    TriggeredList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page.
     *
     * @param isFull whether more may come after it, however few are shown
     */
    record Page(List<TriggeredView> shown, boolean isFull) {}

    Page page(PageRange range) {
        List<TriggeredView> rows = jdbc.sql("""
            select epoch, id, registration_id from triggered_webhooks
            join (select id from triggered_webhooks where %s order by epoch, id offset :start limit :limit) page
                using (id)
            order by epoch, id
            """.formatted(NoticeIds.IS_NONE))
                .param("start", range.start())
                .param("limit", range.limit())
                .query(TriggeredList::view)
                .list();
        // An instance of the version before gives notices any ids.
        List<TriggeredView> shown = rows.stream()
                .filter(row -> !row.registrationId().equals(NOTICES))
                .toList();
        return new Page(shown, rows.size() == range.limit());
    }

    private static TriggeredView view(ResultSet row, int number) throws SQLException {
        return new TriggeredView(
                Epoch.of(row.getObject("epoch", OffsetDateTime.class).toInstant()),
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class));
    }
}
