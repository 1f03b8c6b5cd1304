package dev.jwebhooks.delivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are attempted.
 *
 * @param retrySchedule the waits before the second, third, … attempt; up to 100 of them, each 1 ms to 30 days
 * @param requestTimeout how long an endpoint has for its whole answer, 10 ms to 5 min
 * @param maxFailedCount failed attempts in a row after which an account gets no more posts, until its endpoint is
 *     updated
 * @param lease how long a job may take from its hand-over to its record, before the delivery is handed over again; 1 s
 *     to 1 h, and at least twice the request timeout
 * @param pollInterval how often Postgres is asked for what is due while nothing is, 10 ms to 1 min
 * @param inFlight requests under way at once in this instance, 1 to 100,000
 * @param inFlightPerEndpoint requests under way at once to one endpoint, 1 to 10,000
 * @param backlog jobs that may wait in the queue before no more are handed over, 1 to 1,000,000; a job carries up to
 *     100 deliveries
 * @param queueName the queue's name on RabbitMQ
 */
@Validated
@ConfigurationProperties("jwebhooks.delivery")
record DeliverySettings(
        @DefaultValue({"2m", "2m", "1h"}) @Size(max = 100)
        List<@NotNull @DurationMin(millis = 1) @DurationMax(days = 30) Duration> retrySchedule,

        @NotNull @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 5)
        Duration requestTimeout,

        @DefaultValue("250") @Min(1) int maxFailedCount,

        @NotNull @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration lease,

        @NotNull @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration pollInterval,

        @DefaultValue("1024") @Min(1) @Max(100_000) int inFlight,
        @DefaultValue("32") @Min(1) @Max(10_000) int inFlightPerEndpoint,
        @DefaultValue("2000") @Min(1) @Max(1_000_000) int backlog,

        @NotBlank @Size(max = 200) @DefaultValue("jwebhooks.deliveries")
        String queueName) {

    // Else a delivery would be handed over again while its first attempt is still under way.
    @AssertTrue(message = "jwebhooks.delivery.lease must be at least twice jwebhooks.delivery.request-timeout")
    boolean isLeaseLongEnough() {
        return lease.compareTo(requestTimeout.multipliedBy(2)) >= 0;
    }
}
