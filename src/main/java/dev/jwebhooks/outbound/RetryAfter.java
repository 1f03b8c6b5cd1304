package dev.jwebhooks.outbound;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** The header {@code Retry-After} of an answer (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {
    /** Nobody is kept waiting longer. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    private RetryAfter() {}

    /** How long the endpoint wants to be left alone, a day at most; zero where it tells nothing of use. */
    public static Duration of(List<Header> headers, Instant now) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .map(header -> wait(header.value().strip(), now))
                .filter(Duration::isPositive)
                .findFirst()
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
                .orElse(Duration.ZERO);
    }

    private static Duration wait(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            // Of any length, as one too long for a number means longer than the longest.
            BigInteger atMost = BigInteger.valueOf(LONGEST.toSeconds());
            return Duration.ofSeconds(new BigInteger(text).min(atMost).longValue());
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(now, then);
        } catch (DateTimeParseException _) {
            return Duration.ZERO;
        }
    }
}
