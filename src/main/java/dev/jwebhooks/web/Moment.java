package dev.jwebhooks.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A moment as a parameter of a call tells it. */
public final class Moment {
    /** Up to the year 5138, which leaves room for a millisecond's mistake to be seen as one. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}(\\.[0-9]{1,9})?");

    private static final long NANOS = 1_000_000_000L;

    // Postgres, and what ids tell of their time, end later; what comes after means a time that never comes.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private Moment() {}

    /**
     * From seconds since 1970, as the API tells times ({@code 1764000000.5}), or ISO 8601 with an offset
     * ({@code 2025-11-24T16:00:00Z}).
     *
     * @param parameter its name, for the caller who wrote it wrong
     * @throws Refused 400 for anything else, and outside of the years 1970 to 9998
     */
    public static Instant parse(String parameter, String text) {
        if (SECONDS.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            long nanos = seconds.remainder(BigDecimal.ONE)
                    .multiply(BigDecimal.valueOf(NANOS))
                    .longValue();
            return Instant.ofEpochSecond(seconds.longValue(), nanos);
        }
        try {
            return bounded(parameter, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            throw Refused.badRequest("Invalid %s parameter: seconds since 1970, or a time such as 2026-01-31T12:00:00Z"
                    .formatted(parameter));
        }
    }

    private static Instant bounded(String parameter, Instant moment) {
        if (moment.isBefore(Instant.EPOCH) || !moment.isBefore(END)) {
            throw Refused.badRequest("Invalid %s parameter: a time from 1970 to 9998".formatted(parameter));
        }
        return moment;
    }
}
