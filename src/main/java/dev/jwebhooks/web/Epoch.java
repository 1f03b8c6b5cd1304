package dev.jwebhooks.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;

/** A moment as the API tells it: seconds since 1970 as a JSON number with microseconds. */
public record Epoch(@JsonValue BigDecimal seconds) {
    private static final int MICROSECONDS = 6;

    /** The moment, cut to microseconds, which is what Postgres keeps. */
    public static Epoch of(Instant instant) {
        BigDecimal seconds = BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano() / 1_000, MICROSECONDS))
                .stripTrailingZeros();
        // A whole second keeps its point, as Python prints a float.
        return new Epoch(seconds.scale() < 1 ? seconds.setScale(1) : seconds);
    }
}
