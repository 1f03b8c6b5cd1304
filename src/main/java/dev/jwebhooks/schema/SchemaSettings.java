package dev.jwebhooks.schema;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a schema may cost.
 *
 * @param maxSize the largest schema, as Python's {@code json.dumps} writes it
 * @param maxSteps schemas and keywords that one check may evaluate, 1,000 to 100,000,000
 * @param timeout how long the checks of one call may take, 10 ms to 1 min; noticed between two steps
 * @param cache the text of schemas that are kept compiled; they take up to 60 times that
 */
@Validated
@ConfigurationProperties("jwebhooks.schema")
record SchemaSettings(
        @NotNull @DefaultValue("64KB") DataSize maxSize,

        @DefaultValue("250000") @Min(1_000) @Max(100_000_000)
        long maxSteps,

        @NotNull @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration timeout,

        @NotNull @DefaultValue("512KB") DataSize cache) {}
