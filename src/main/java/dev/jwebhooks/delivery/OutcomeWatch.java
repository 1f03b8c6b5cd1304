package dev.jwebhooks.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Looks at what a batch of outcomes changes, inside the transaction that records it. */
public interface OutcomeWatch {
    /** Whether anybody wants it; asked for each batch, so it must cost nothing. */
    boolean isWanted();

    /** Told once the batch is written, before it is committed. True when it made deliveries that are due. */
    boolean recorded(Recorded recorded);

    /**
     * What was written.
     *
     * @param at the time that was written of it, to the microsecond
     * @param failing accounts with a failed attempt in the batch
     * @param troubled accounts with a success in it that were held or disabled before it, or before they were enabled
     * @param spent deliveries that this batch, and no other, gave their last attempt
     */
    record Recorded(Instant at, Collection<UUID> failing, Collection<UUID> troubled, Collection<UUID> spent) {}
}
