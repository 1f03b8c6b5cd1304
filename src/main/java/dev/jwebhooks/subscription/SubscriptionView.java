package dev.jwebhooks.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.jwebhooks.web.Epoch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as the API shows it; without a filter as PyWebhooks did. */
record SubscriptionView(
        UUID accountId,
        Epoch epoch,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String filter,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long filterErrors,

        UUID id,
        UUID registrationId) {
    static SubscriptionView of(Subscription subscription) {
        return new SubscriptionView(
                subscription.accountId(),
                Epoch.of(subscription.epoch()),
                subscription.filter(),
                subscription.filter() == null ? null : subscription.filterErrors(),
                subscription.id(),
                subscription.registrationId());
    }
}
