package dev.jwebhooks.deliverylog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first. It may be short, or empty, and not be the last: where a filter lets few through, a
 * page ends after as many entries as one call may look at.
 *
 * @param next what to ask for the rest with, or null at the end
 */
record DeliveryPage(List<DeliveryView> deliveries, @Nullable String next) {
    /** Entries that a filter may look at for one page. */
    private static final int WINDOW = 5_000;

    static int window(DeliveryFilter filter, int limit) {
        return filter.isOpen() ? limit : WINDOW;
    }

    /**
     * From the entries of a window that match, and its last one in any case: the columns of a {@link DeliveryView},
     * {@code matches}, and how many the window {@code looked} at.
     */
    static DeliveryPage read(ResultSet rows, int window, int limit) throws SQLException {
        List<DeliveryView> page = new ArrayList<>();
        Cursor next = null;
        while (rows.next() && page.size() < limit) {
            boolean matches = rows.getBoolean("matches");
            if (matches) {
                page.add(DeliveryView.read(rows));
            }
            boolean more = rows.getInt("nth") < rows.getInt("looked") || rows.getInt("looked") == window;
            next = more ? cursor(rows) : null;
        }
        return new DeliveryPage(page, next == null ? null : next.text());
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        UUID none = new UUID(0, 0);
        UUID account = row.getObject("account_id", UUID.class);
        UUID delivery = row.getObject("id", UUID.class);
        return new Cursor(
                row.getObject("fired_at", OffsetDateTime.class).toInstant(),
                row.getObject("triggered_id", UUID.class),
                account == null ? none : account,
                delivery == null ? none : delivery);
    }
}
