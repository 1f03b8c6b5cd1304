package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Epoch;
import java.util.Map;
import java.util.UUID;

/**
 * A triggered webhook and what became of it.
 *
 * @param complete whether all of its deliveries are made; of a large fan-out there are more to come until then
 * @param deliveries how many are where
 */
record FanOutView(
        UUID id,
        UUID registrationId,
        String event,
        Epoch epoch,
        boolean complete,
        Map<DeliveryStatus, Long> deliveries) {}
