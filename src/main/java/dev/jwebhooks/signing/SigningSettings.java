package dev.jwebhooks.signing;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How keys are replaced.
 *
 * @param overlap how long a key that was replaced still signs beside the new one, 0 s to 90 days
 */
@Validated
@ConfigurationProperties("jwebhooks.signing")
record SigningSettings(
        @NotNull @DefaultValue("24h") @DurationMin @DurationMax(days = 90)
        Duration overlap) {}
