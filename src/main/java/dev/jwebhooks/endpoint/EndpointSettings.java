package dev.jwebhooks.endpoint;

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
 * What accounts may do with their endpoints.
 *
 * @param resumedPerSecond deliveries of one account that are made due in a second, however many instances there are, 1
 *     to 10,000
 * @param testInterval between two test events of one account, 0 to 1 h
 * @param pollInterval how often accounts that other instances resumed are looked for, 10 ms to 1 min
 */
@Validated
@ConfigurationProperties("jwebhooks.endpoint")
record EndpointSettings(
        @DefaultValue("100") @Min(1) @Max(10_000) int resumedPerSecond,

        @NotNull @DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(hours = 1)
        Duration testInterval,

        @NotNull @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration pollInterval) {}
