package dev.jwebhooks.account;

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
 * Limits on what strangers can make an account's endpoint and keys go through.
 *
 * @param challengeTimeout how long an endpoint has for its whole answer to a challenge or a new key, 100 ms to 60 s
 * @param resetsPerHour how often an hour a new api key may be asked for, for one account and over all instances
 */
@Validated
@ConfigurationProperties("jwebhooks.account")
record AccountSettings(
        @NotNull @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration challengeTimeout,

        @DefaultValue("5") @Min(1) @Max(100_000) int resetsPerHour) {}
