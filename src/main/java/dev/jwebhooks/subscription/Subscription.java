package dev.jwebhooks.subscription;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** That an account listens to a registered webhook. */
@Entity
@Table(name = "subscriptions")
class Subscription {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    private UUID accountId;
    private UUID registrationId;
    private Instant epoch;
    private @Nullable String filter;

    @SuppressWarnings("UnusedVariable") // asked by the fan-out, in SQL
    private boolean filterIsPredicate;

    private long filterErrors;

    /** For JPA alone. */
    protected Subscription() {}

    Subscription(UUID accountId, UUID registrationId, @Nullable Filter filter, Instant epoch) {
        this.accountId = accountId;
        this.registrationId = registrationId;
        this.epoch = epoch;
        this.filter = filter == null ? null : filter.path();
        this.filterIsPredicate = filter != null && filter.isPredicate();
    }

    UUID id() {
        if (id == null) {
            throw new IllegalStateException("The subscription has not been stored yet");
        }
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    UUID registrationId() {
        return registrationId;
    }

    Instant epoch() {
        return epoch;
    }

    /** The path of its filter. */
    @Nullable
    String filter() {
        return filter;
    }

    /** On how many messages the filter erred since it was set. */
    long filterErrors() {
        return filterErrors;
    }
}
