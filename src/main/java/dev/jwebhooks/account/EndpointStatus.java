package dev.jwebhooks.account;

import dev.jwebhooks.web.Epoch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account's endpoint gets anything.
 *
 * @param status {@code active}, {@code paused} or {@code disabled}
 * @param reason why it gets nothing
 * @param since from when on it gets nothing; null where that is not known
 */
record EndpointStatus(
        String status, @Nullable String reason, @Nullable Epoch since) {
    private static final EndpointStatus ACTIVE = new EndpointStatus("active", null, null);

    /** What would keep it longest counts: who resumes a paused account enables a disabled one too. */
    static EndpointStatus of(
            @Nullable Instant pausedSince,
            @Nullable Instant goneSince,
            boolean overLimit,
            @Nullable Instant overLimitSince) {
        if (goneSince != null) {
            return new EndpointStatus("disabled", "the endpoint wants nothing more (410)", Epoch.of(goneSince));
        }
        if (overLimit) {
            Epoch since = overLimitSince == null ? null : Epoch.of(overLimitSince);
            return new EndpointStatus("disabled", "too many failed attempts in a row", since);
        }
        return pausedSince == null
                ? ACTIVE
                : new EndpointStatus("paused", "paused by its owner", Epoch.of(pausedSince));
    }
}
