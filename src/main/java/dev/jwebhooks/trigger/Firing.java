package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of an attempt to fire a webhook. */
sealed interface Firing {
    /**
     * The triggered row is committed.
     *
     * @param deliveries those made with it; more may follow from its fan-out
     * @param rest what of them is not made yet
     */
    record Fired(List<UUID> deliveries, Rest rest) implements Firing {}

    /** The deliveries of a webhook that fired which are still to be made. */
    enum Rest {
        /** None. */
        NONE,
        /** Those to more subscribers than one transaction serves, or for which there was no room. */
        WAITS,
        /** All, as its subscribers' filters are to be asked. */
        FILTERED
    }

    /**
     * Fired before, by the same message with the same key; nothing was written.
     *
     * @param triggered the webhook that it triggered then
     * @param epoch when that was
     */
    record FiredBefore(UUID triggered, Instant epoch) implements Firing {}

    /** Its key came before with another message. */
    record OtherMessage() implements Firing {}

    /** A call with its key is under way, or ended just now; to be asked again. */
    record InProgress() implements Firing {}

    /**
     * Its data has to fit a schema that it was not checked against; to be asked again when it was.
     *
     * @param schema the digest of it
     */
    record Unchecked(String schema) implements Firing {}

    /** Its data was checked, and does not fit. */
    record Unfit(Refused why) implements Firing {}

    /** It was to be asked again, and that failed: nothing was written, unless the connection broke at the commit. */
    record NotAskedAgain(Refused why) implements Firing {}

    /** There is no such registration. */
    record Unknown() implements Firing {}

    /** It is another account's. */
    record NotOwned() implements Firing {}
}
