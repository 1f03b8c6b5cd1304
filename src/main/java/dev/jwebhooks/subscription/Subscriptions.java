package dev.jwebhooks.subscription;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** What can be done with subscriptions. */
@Component
class Subscriptions {
    static final String UNKNOWN = "The subscription id does not exist";
    /** Those of an account to one registration, where any of them has a filter: all are asked for each message. */
    private static final int MOST_WITH_FILTERS = 20;

    static final String UNKNOWN_REGISTRATION = "The registration id does not exist";

    private final SubscriptionStore store;
    private final FilterCheck filters;
    private final Clock clock;

    Subscriptions(SubscriptionStore store, FilterCheck filters, Clock clock) {
        this.store = store;
        this.filters = filters;
        this.clock = clock;
    }

    /**
     * Subscribes the caller.
     *
     * @param filter which messages it wants; empty for all
     */
    SubscriptionView subscribe(Caller caller, UUID registrationId, Optional<JsonValue> filter) {
        Filter checked = filter.map(filters::check).orElse(null);
        if (checked != null) {
            requireFewerThan(MOST_WITH_FILTERS, caller.id(), registrationId);
        }
        try {
            return SubscriptionView.of(
                    caller,
                    store.saveAndFlush(new Subscription(
                            caller.id(),
                            registrationId,
                            checked,
                            clock.instant().truncatedTo(ChronoUnit.MICROS))));
        } catch (DataIntegrityViolationException noSuchRegistration) {
            // The foreign key asks for us, and also sees a registration deleted in this very moment.
            throw Refused.notFound(UNKNOWN_REGISTRATION);
        }
    }

    /** What others filter by is theirs to know, and an admin's. */
    List<SubscriptionView> page(Caller caller, PageRange range) {
        return views(caller, store.page(range.start(), range.limit()));
    }

    List<SubscriptionView> pageOfOwn(Caller caller, PageRange range) {
        return views(caller, store.pageOf(caller.id(), range.start(), range.limit()));
    }

    /**
     * Changes which messages it gets, from now on: of what was fired before too, where its fan-out has not come to this
     * subscriber yet; not where none of the registration's subscriptions had a filter then, so that none is asked.
     *
     * @param filter empty for all
     * @return whether that is another filter than before
     */
    boolean filter(UUID id, Caller caller, Optional<JsonValue> filter) {
        Subscription subscription = owned(id, caller);
        Filter checked = filter.map(filters::check).orElse(null);
        String path = checked == null ? null : checked.path();
        if (checked != null && subscription.filter() == null) {
            requireFewerThan(MOST_WITH_FILTERS + 1, subscription.accountId(), subscription.registrationId());
        }
        return !Objects.equals(subscription.filter(), path)
                && store.filter(id, path, checked != null && checked.isPredicate()) > 0;
    }

    int delete(UUID id, Caller caller) {
        owned(id, caller);
        return store.remove(id);
    }

    private Subscription owned(UUID id, Caller caller) {
        Subscription subscription = store.findById(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(subscription.accountId());
        return subscription;
    }

    int deleteAll() {
        return store.removeAll();
    }

    /** Calls at once may go over it a little. */
    private void requireFewerThan(int limit, UUID accountId, UUID registrationId) {
        if (store.count(registrationId, accountId, limit) >= limit) {
            throw Refused.badRequest("Too many subscriptions to this webhook for a filter: at most 20");
        }
    }

    private static List<SubscriptionView> views(Caller caller, List<Subscription> subscriptions) {
        return subscriptions.stream()
                .map(subscription -> SubscriptionView.of(caller, subscription))
                .toList();
    }
}
