package dev.jwebhooks.recovery;

import dev.jwebhooks.web.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recovery as the API shows it.
 *
 * @param state {@code running}, {@code finished} or {@code stopped}
 * @param lookedAt deliveries of that time so far, resent or not
 * @param resent deliveries made due again so far
 */
record RecoveryView(
        UUID id,
        UUID accountId,
        Epoch epoch,
        String state,
        Epoch since,
        Epoch until,
        List<String> status,
        @Nullable UUID registrationId,
        long lookedAt,
        long resent) {
    static RecoveryView read(ResultSet row, int number) throws SQLException {
        return new RecoveryView(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                epoch(row, "epoch"),
                row.getString("state"),
                epoch(row, "since"),
                epoch(row, "until"),
                List.of((String[]) row.getArray("statuses").getArray()),
                row.getObject("registration_id", UUID.class),
                row.getLong("looked_at"),
                row.getLong("resent"));
    }

    private static Epoch epoch(ResultSet row, String column) throws SQLException {
        return Epoch.of(row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
