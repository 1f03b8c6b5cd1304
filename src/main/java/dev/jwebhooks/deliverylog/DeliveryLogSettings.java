package dev.jwebhooks.deliverylog;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What looking up deliveries may cost.
 *
 * @param countTimeout how long the deliveries of one trigger may be counted, 10 ms to 15 s
 */
@Validated
@ConfigurationProperties("jwebhooks.delivery-log")
record DeliveryLogSettings(
        @NotNull @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(seconds = 15)
        Duration countTimeout) {}
