package dev.jwebhooks.trigger;

import java.util.List;
import java.util.UUID;

/** What became of an attempt to fire a webhook. */
sealed interface Firing {
    /**
     * The triggered row is committed.
     *
     * @param deliveries those made with it; more may follow from its fan-out
     * @param complete whether these are all
     */
    record Fired(List<UUID> deliveries, boolean complete) implements Firing {}

    /** There is no such registration. */
    record Unknown() implements Firing {}

    /** It is another account's. */
    record NotOwned() implements Firing {}
}
