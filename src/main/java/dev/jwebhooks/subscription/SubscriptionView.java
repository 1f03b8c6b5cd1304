package dev.jwebhooks.subscription;

import dev.jwebhooks.web.Epoch;
import java.util.UUID;

/** A subscription as the API shows it. */
record SubscriptionView(UUID accountId, Epoch epoch, UUID id, UUID registrationId) {
    static SubscriptionView of(Subscription subscription) {
        return new SubscriptionView(
                subscription.accountId(),
                Epoch.of(subscription.epoch()),
                subscription.id(),
                subscription.registrationId());
    }
}
