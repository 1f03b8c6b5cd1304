package dev.jwebhooks.retention;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * For how long things are kept: at least that, and at most a sixth longer, as partitions are dropped whole.
 *
 * @param deliveries deliveries, and the messages that none of them needs any more, 1 h to 10 years
 * @param attempts what came back at each attempt, 1 h to 10 years, and no longer than its delivery
 * @param stats the counts of attempts, 1 h to 10 years
 * @param pollInterval how often is looked for what is over, 10 ms to 1 h
 */
@Validated
@ConfigurationProperties("jwebhooks.retention")
record RetentionSettings(
        @NotNull @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 3_650)
        Duration deliveries,

        @NotNull @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 3_650)
        Duration attempts,

        @NotNull @DefaultValue("90d") @DurationMin(hours = 1) @DurationMax(days = 3_650)
        Duration stats,

        @NotNull @DefaultValue("10m") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration pollInterval) {
    /** For how long a table's rows are kept. */
    Duration of(TimedTable table) {
        return switch (table) {
            case DELIVERIES -> deliveries;
            case ATTEMPTS -> attempts.compareTo(deliveries) < 0 ? attempts : deliveries;
            case ATTEMPT_COUNTS -> stats;
        };
    }

    /** How much time one of its partitions is of: few, as each makes planning a statement dearer by up to 100 us. */
    Duration widthOf(TimedTable table) {
        return of(table).dividedBy(6);
    }
}
