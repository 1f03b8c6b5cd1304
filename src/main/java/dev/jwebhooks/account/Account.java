package dev.jwebhooks.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An account as it was read. It never changes in memory: {@code failed_count} moves under concurrent attempts, so every
 * change is one statement in the database.
 */
@Entity
@Table(name = "accounts")
class Account {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    private String username;
    private @Nullable String endpoint;
    private String apiKeyHash;
    private String secretKey;

    @SuppressWarnings("UnusedVariable") // stored here and read by those who sign
    private String signingSecret;

    @Column(name = "is_admin")
    private boolean admin;

    private int failedCount;
    private @Nullable Instant pausedSince;
    private @Nullable Instant goneSince;
    private @Nullable Instant overLimitSince;
    private Instant epoch;

    /** For JPA alone. */
    protected Account() {}

    private Account(String username, @Nullable String endpoint, Keys keys, boolean admin, Instant epoch) {
        this.username = username;
        this.endpoint = endpoint;
        this.apiKeyHash = keys.apiKeyHash();
        this.secretKey = keys.secretKey();
        this.signingSecret = keys.signingSecret().text();
        this.admin = admin;
        this.epoch = epoch;
    }

    static Account subscriber(String username, String endpoint, Keys keys, Instant epoch) {
        return new Account(username, endpoint, keys, false, epoch);
    }

    UUID id() {
        if (id == null) {
            throw new IllegalStateException("The account has not been stored yet");
        }
        return id;
    }

    String username() {
        return username;
    }

    @Nullable
    String endpoint() {
        return endpoint;
    }

    String apiKeyHash() {
        return apiKeyHash;
    }

    String secretKey() {
        return secretKey;
    }

    boolean isAdmin() {
        return admin;
    }

    int failedCount() {
        return failedCount;
    }

    boolean isDisabled(FailureLimit limit) {
        return goneSince != null || limit.isReached(failedCount);
    }

    EndpointStatus endpointStatus(FailureLimit limit) {
        return EndpointStatus.of(pausedSince, goneSince, limit.isReached(failedCount), overLimitSince);
    }

    Instant epoch() {
        return epoch;
    }
}
