package dev.jwebhooks.delivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are attempted.
 *
 * @param retrySchedule the waits before the second, third, … attempt; up to 100 of them, each 1 ms to 30 days
 * @param retryJitter by what share of itself, at random, such a wait is longer, 0 to 1
 * @param shortestRetryWait the shortest wait of an account's own schedule, 1 ms to 1 h
 * @param longestRetryWait the longest wait of an account's own schedule, 1 min to 30 days
 * @param requestTimeout how long an endpoint has for its whole answer, 10 ms to 5 min
 * @param maxFailedCount failed attempts in a row after which an account gets no more posts, until it has another
 *     endpoint, resumes, or what was under way to it succeeds; at least 1
 * @param lease how long a job may take from its hand-over to its record, before the delivery is handed over again; 1 s
 *     to 1 h, and at least twice the request timeout
 * @param pollInterval how often Postgres is asked for what is due while nothing is, 10 ms to 1 min
 * @param inFlight requests under way at once in this instance, 1 to 100,000
 * @param inFlightPerHost requests under way at once to one host, whatever the ports, in this instance, 1 to 100,000
 * @param inFlightPerEndpoint requests under way at once to one endpoint, so for one account, in this instance, 1 to
 *     10,000
 * @param circuitFailures failures in a row after which an endpoint gets one probe at a time until it answers, 1 to
 *     1,000,000
 * @param circuitLongestPause between two probes, 1 s to 1 h; the first pause is 1 s and each is twice the one before.
 *     What is sent back for its endpoint's sake returns within twice that, but for many to one endpoint, within an hour
 * @param stopTimeout how long a stop waits for requests under way, at least the request timeout, to 10 min
 * @param backlog jobs that may wait in the queue before no more are handed over, 1 to 1,000,000; a job carries up to
 *     100 deliveries. On RabbitMQ they are counted when there is a look for work, so more may come until the next one
 * @param bodyMemory what the bodies of requests under way may hold together, those up to 4 KB apart, at least 1 MB; an
 *     eighth of the heap where it is not set
 * @param queueName the queue's name on RabbitMQ
 */
@Validated
@ConfigurationProperties("jwebhooks.delivery")
record DeliverySettings(
        @DefaultValue({"2m", "2m", "1h"}) @Size(max = 100)
        List<@NotNull @DurationMin(millis = 1) @DurationMax(days = 30) Duration> retrySchedule,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double retryJitter,

        @NotNull @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration shortestRetryWait,

        @NotNull @DefaultValue("7d") @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration longestRetryWait,

        @NotNull @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 5)
        Duration requestTimeout,

        @DefaultValue("250") @Min(1) int maxFailedCount,

        @NotNull @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration lease,

        @NotNull @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration pollInterval,

        @DefaultValue("1024") @Min(1) @Max(100_000) int inFlight,
        @DefaultValue("512") @Min(1) @Max(100_000) int inFlightPerHost,
        @DefaultValue("32") @Min(1) @Max(10_000) int inFlightPerEndpoint,
        @DefaultValue("5") @Min(1) @Max(1_000_000) int circuitFailures,

        @NotNull @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration circuitLongestPause,

        @NotNull @DefaultValue("10s") @DurationMax(minutes = 10)
        Duration stopTimeout,

        @DefaultValue("100") @Min(1) @Max(1_000_000) int backlog,

        @Nullable DataSize bodyMemory,

        @NotBlank @Size(max = 200) @DefaultValue("jwebhooks.deliveries")
        String queueName) {
    private static final DataSize LEAST_BODY_MEMORY = DataSize.ofMegabytes(1);
    private static final int SHARE_OF_HEAP = 8;

    // Else a delivery would be handed over again while its first attempt is still under way.
    @AssertTrue(message = "jwebhooks.delivery.lease must be at least twice jwebhooks.delivery.request-timeout")
    boolean isLeaseLongEnough() {
        return lease.compareTo(requestTimeout.multipliedBy(2)) >= 0;
    }

    /**
     * How much of a lease must be left for an attempt to begin: its longest time, and a quarter of the rest of the
     * lease for its record, or the relay would hand it over again just before.
     */
    Duration timeForAnAttempt() {
        return timeForAnAttempt(requestTimeout);
    }

    /** The same for one whose longest time is another. */
    Duration timeForAnAttempt(Duration timeout) {
        return timeout.plus(lease.minus(timeout).dividedBy(4));
    }

    /** What accounts may choose: no request takes longer than half of a lease, and than a stop waits for. */
    DeliveryLimits limits() {
        Duration half = lease.dividedBy(2);
        Duration longest = half.compareTo(stopTimeout) < 0 ? half : stopTimeout;
        return new DeliveryLimits(requestTimeout, longest, shortestRetryWait, longestRetryWait);
    }

    // Else the usual large body would have it alone, and each had to wait for all others.
    @AssertTrue(message = "jwebhooks.delivery.body-memory must be at least 1MB")
    boolean isBodyMemoryEnough() {
        return bodyMemory == null || bodyMemory.compareTo(LEAST_BODY_MEMORY) >= 0;
    }

    long bytesOfBodies() {
        return bodyMemory != null
                ? bodyMemory.toBytes()
                : Math.max(LEAST_BODY_MEMORY.toBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    // Else a stop would cut off requests that may have arrived, and they would be sent twice.
    @AssertTrue(message = "jwebhooks.delivery.stop-timeout must be at least jwebhooks.delivery.request-timeout")
    boolean isStopLongEnough() {
        return stopTimeout.compareTo(requestTimeout) >= 0;
    }
}
