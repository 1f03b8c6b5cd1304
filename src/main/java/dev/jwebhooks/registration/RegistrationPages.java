package dev.jwebhooks.registration;

import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.PageRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists of registrations, read in slices: a page of 100 may hold 100 MB of event data, and a few such pages at once
 * would be the end of a small service. A slice ends with the first row that brings it over {@value #SLICE_BYTES} bytes.
 */
@Component
class RegistrationPages {
    static final int SLICE_BYTES = 1 << 20;

    private final JdbcClient jdbc;

    RegistrationPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first rows of the range, at least one where there is any. */
    List<RegistrationView> slice(RegistrationSearch search, PageRange range) {
        // The ids come from an index alone, so that a late page does not read the rows before it; the size of a
        // stored text is known without reading the text.
        return jdbc.sql("""
            with page as (
                select id from registrations %s order by %s offset :start limit :limit
            ), sized as (
                select r.*, sum(bytes) over (order by %s) - bytes as bytes_before
                from registrations r join page using (id)
                cross join lateral (
                    select octet_length(r.event_data) + coalesce(octet_length(r.event_schema), 0) as bytes
                ) size
            )
            select account_id, description, epoch, event, event_data, event_schema, id
            from sized where bytes_before <= :bytes order by %s
            """.formatted(search.where(), search.order(), search.order(), search.order()))
                .params(search.parameters())
                .param("start", range.start())
                .param("limit", range.limit())
                .param("bytes", SLICE_BYTES)
                .query(RegistrationPages::view)
                .list();
    }

    private static RegistrationView view(ResultSet row, int number) throws SQLException {
        return new RegistrationView(
                row.getObject("account_id", UUID.class),
                row.getString("description"),
                Epoch.of(row.getObject("epoch", OffsetDateTime.class).toInstant()),
                row.getString("event"),
                row.getString("event_data"),
                row.getString("event_schema"),
                row.getObject("id", UUID.class));
    }
}
