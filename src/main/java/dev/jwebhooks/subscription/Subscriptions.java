package dev.jwebhooks.subscription;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** What can be done with subscriptions. */
@Component
class Subscriptions {
    static final String UNKNOWN = "The subscription id does not exist";
    static final String UNKNOWN_REGISTRATION = "The registration id does not exist";

    private final SubscriptionStore store;
    private final Clock clock;

    Subscriptions(SubscriptionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    SubscriptionView subscribe(Caller caller, UUID registrationId) {
        try {
            return SubscriptionView.of(store.saveAndFlush(new Subscription(
                    caller.id(), registrationId, clock.instant().truncatedTo(ChronoUnit.MICROS))));
        } catch (DataIntegrityViolationException noSuchRegistration) {
            // The foreign key asks for us, and also sees a registration deleted in this very moment.
            throw Refused.notFound(UNKNOWN_REGISTRATION);
        }
    }

    List<SubscriptionView> page(PageRange range) {
        return views(store.page(range.start(), range.limit()));
    }

    List<SubscriptionView> pageOf(UUID accountId, PageRange range) {
        return views(store.pageOf(accountId, range.start(), range.limit()));
    }

    int delete(UUID id, Caller caller) {
        Subscription subscription = store.findById(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(subscription.accountId());
        return store.remove(id);
    }

    int deleteAll() {
        return store.removeAll();
    }

    private static List<SubscriptionView> views(List<Subscription> subscriptions) {
        return subscriptions.stream().map(SubscriptionView::of).toList();
    }
}
