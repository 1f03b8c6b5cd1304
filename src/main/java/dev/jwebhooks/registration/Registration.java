package dev.jwebhooks.registration;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A registered webhook as it was read; what changes of it does so by a statement of its own. */
@Entity
@Table(name = "registrations")
class Registration {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    private UUID accountId;
    private String event;
    private String description;
    private String eventData;
    private @Nullable String eventSchema;
    private Instant epoch;

    /** For JPA alone. */
    protected Registration() {}

    Registration(UUID accountId, NewRegistration wanted, Instant epoch) {
        this.accountId = accountId;
        this.event = wanted.event();
        this.description = wanted.description();
        this.eventData = wanted.eventData();
        this.eventSchema = wanted.eventSchema();
        this.epoch = epoch;
    }

    UUID id() {
        if (id == null) {
            throw new IllegalStateException("The registration has not been stored yet");
        }
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String event() {
        return event;
    }

    String description() {
        return description;
    }

    String eventData() {
        return eventData;
    }

    @Nullable
    String eventSchema() {
        return eventSchema;
    }

    Instant epoch() {
        return epoch;
    }
}
