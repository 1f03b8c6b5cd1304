package dev.jwebhooks.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What calls may cost, and how they end when the service stops.
 *
 * @param maxBody the largest body of a request; a larger one is refused with 413 while it is read
 * @param maxBodies what the bodies of all calls under way may hold together, at least one largest body; a 128th of the
 *     heap where it is not set. A call that would bring more is refused with 503
 * @param bodyTimeout how long a caller has for its whole body, 100 ms to 5 min; who takes longer is refused with 408
 * @param maxCalls calls under way at once in this instance, 1 to 100,000; one more is refused with 503
 * @param drain how long a service that was told to stop still answers calls, not ready for new connections and closing
 *     those it has, up to 5 min; 0 for not at all
 */
@Validated
@ConfigurationProperties("jwebhooks.web")
public record WebSettings(
        @NotNull @DefaultValue("1MB") DataSize maxBody,
        @Nullable DataSize maxBodies,

        @NotNull @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration bodyTimeout,

        @DefaultValue("1000") @Min(1) @Max(100_000) int maxCalls,

        @NotNull @DefaultValue("1s") @DurationMin @DurationMax(minutes = 5)
        Duration drain) {
    // Each byte may take up to 32 until its call is over: 20 as values (JsonReader), and the texts that these are read
    // from and written to. So it is a quarter of the heap at most, or one
    // largest body's.
    private static final int SHARE_OF_HEAP = 128;

    // Else the largest body could never be taken.
    @AssertTrue(message = "jwebhooks.web.max-bodies must be at least jwebhooks.web.max-body")
    boolean isOneBodyWithinAll() {
        return maxBodies == null || maxBodies.compareTo(maxBody) >= 0;
    }

    long maxBytesOfBodies() {
        return maxBodies != null
                ? maxBodies.toBytes()
                : Math.max(maxBody.toBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
