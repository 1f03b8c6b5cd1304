package dev.jwebhooks.recovery;

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
 * How fast recoveries go.
 *
 * @param perSecond deliveries that one recovery makes due in a second, however many instances there are, 1 to 10,000
 * @param pollInterval how often recoveries of other instances are looked for, 10 ms to 1 min
 */
@Validated
@ConfigurationProperties("jwebhooks.recovery")
record RecoverySettings(
        @DefaultValue("100") @Min(1) @Max(10_000) int perSecond,

        @NotNull @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration pollInterval) {}
