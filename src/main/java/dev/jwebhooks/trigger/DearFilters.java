package dev.jwebhooks.trigger;

import java.util.List;
import java.util.UUID;

/** Filters, by their subscriptions, that took long for a triggered message. */
record DearFilters(UUID triggered, List<UUID> subscriptions) {}
