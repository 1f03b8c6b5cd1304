package dev.jwebhooks.trigger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a trigger reaches its subscribers.
 *
 * @param fanOutChunk how many deliveries one transaction makes, 1 to 100,000; the trigger's own makes the first so many
 * @param pollInterval how often unfinished fan-outs are looked for, 10 ms to 1 min; those of this instance wake it at
 *     once
 * @param filterTimeout how long the filters of one transaction may take, 10 ms to 5 s; those of one subscriber, and
 *     reading a message, half of it each
 * @param idempotencyWindow for how long a call that comes again with its idempotency key is known, 1 min to 30 days
 */
@Validated
@ConfigurationProperties("jwebhooks.trigger")
record TriggerSettings(
        @DefaultValue("1000") @Min(1) @Max(100_000) int fanOutChunk,

        @NotNull @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration pollInterval,

        @NotNull @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(seconds = 5)
        Duration filterTimeout,

        @NotNull @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration idempotencyWindow) {}
