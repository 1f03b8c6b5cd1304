package dev.jwebhooks.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Epoch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as the API shows it; without a filter, and to others than its owner and admins, as PyWebhooks did. */
record SubscriptionView(
        UUID accountId,
        Epoch epoch,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String filter,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long filterErrors,

        UUID id,
        UUID registrationId) {
    static SubscriptionView of(Caller caller, Subscription subscription) {
        boolean filterShown =
                subscription.filter() != null && (caller.admin() || caller.id().equals(subscription.accountId()));
        return new SubscriptionView(
                subscription.accountId(),
                Epoch.of(subscription.epoch()),
                filterShown ? subscription.filter() : null,
                filterShown ? subscription.filterErrors() : null,
                subscription.id(),
                subscription.registrationId());
    }
}
