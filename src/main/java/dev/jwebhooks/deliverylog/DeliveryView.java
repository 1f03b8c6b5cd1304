package dev.jwebhooks.deliverylog;

import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.web.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as lists show it.
 *
 * @param accountId who receives it
 * @param epoch when its webhook was fired
 * @param reason why it was skipped, or waits without a time
 * @param nextAttempt when it is due, where it is pending
 */
record DeliveryView(
        UUID id,
        UUID accountId,
        UUID triggeredId,
        UUID registrationId,
        String event,
        Epoch epoch,
        DeliveryStatus status,
        @Nullable String reason,
        int attemptCount,
        @Nullable Epoch nextAttempt) {
    /** As SQL, of a row of deliveries {@code d} and its trigger {@code t}; needs the parameter {@code now}. */
    static final String COLUMNS = """
        d.id, d.account_id, d.triggered_id, t.registration_id, t.event, t.epoch as fired_at, d.reason,
        d.attempts, d.next_attempt_at,
        """ + DeliveryStatus.SQL + " as status";

    static DeliveryView read(ResultSet row) throws SQLException {
        DeliveryStatus status = DeliveryStatus.of(row.getString("status"));
        OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
        boolean parked = next != null && !next.toInstant().isBefore(Lease.PACED);
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("triggered_id", UUID.class),
                row.getObject("registration_id", UUID.class),
                row.getString("event"),
                epoch(row.getObject("fired_at", OffsetDateTime.class)),
                status,
                parked ? whyParked(next) : row.getString("reason"),
                row.getInt("attempts"),
                next == null || parked || status != DeliveryStatus.PENDING ? null : epoch(next));
    }

    private static String whyParked(OffsetDateTime next) {
        return next.toInstant().isBefore(Lease.PARKED) ? "waits for its turn" : "the account is paused";
    }

    DeliveryView dueAt(Instant moment) {
        return new DeliveryView(
                id,
                accountId,
                triggeredId,
                registrationId,
                event,
                epoch,
                DeliveryStatus.PENDING,
                null,
                attemptCount,
                Epoch.of(moment));
    }

    static Epoch epoch(OffsetDateTime moment) {
        return Epoch.of(moment.toInstant());
    }
}
