package dev.jwebhooks.outbound;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What leaving requests may take.
 *
 * @param maxConnections connections open at once, idle ones included, 1 to 100,000; more requests than that wait,
 *     within their own time
 */
@Validated
@ConfigurationProperties("jwebhooks.outbound")
record OutboundSettings(
        @DefaultValue("2048") @Min(1) @Max(100_000) int maxConnections) {}
