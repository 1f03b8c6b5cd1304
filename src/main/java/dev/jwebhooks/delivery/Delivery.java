package dev.jwebhooks.delivery;

import dev.jwebhooks.signing.AccountKeys;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A leased delivery with all that its next attempt needs, as it stands in Postgres now.
 *
 * @param attempts how many were made before
 * @param scheduleFrom how many of them were made before it was resent, and do not count in its schedule
 * @param leasedUntil the end of the lease, and the fence: see {@link Job}
 * @param message shared by all deliveries of one trigger
 * @param target where it goes, shared by all deliveries of a job to that account, or null when the account is gone
 */
record Delivery(
        UUID id,
        UUID accountId,
        int attempts,
        int scheduleFrom,
        Instant leasedUntil,
        Message message,
        @Nullable Target target) {
    int attemptsOfSchedule() {
        return attempts - scheduleFrom;
    }

    /** What is sent: the event's name and the body. */
    record Message(UUID triggeredId, String event, Body body) {}

    /**
     * The receiving account.
     *
     * @param options how it wants its deliveries
     * @param gone whether its endpoint told that it wants nothing more
     * @param paused whether what comes is to wait until its owner resumes
     * @param recovering whether it was disabled or held, was enabled since, and has answered nothing yet
     */
    record Target(
            @Nullable String endpoint,
            AccountKeys keys,
            DeliveryOptions options,
            int failedCount,
            boolean gone,
            boolean paused,
            boolean recovering) {
        /** Whether a success is more than what was expected of it. */
        boolean isTroubled() {
            return failedCount > 0 || recovering;
        }
    }
}
