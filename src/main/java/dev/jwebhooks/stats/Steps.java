package dev.jwebhooks.stats;

import dev.jwebhooks.web.Moment;
import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time in steps of one length, the last of which may reach beyond its end.
 *
 * @param since a whole minute, the first that counts
 * @param until the first that does not
 * @param step whole minutes, at least one
 */
record Steps(Instant since, Instant until, Duration step) {
    static final int MOST = 1_000;

    private static final Duration USUAL_LENGTH = Duration.ofDays(1);
    private static final Duration USUAL_STEP = Duration.ofHours(1);
    private static final Pattern STEP = Pattern.compile("(?<count>[1-9][0-9]{0,4})(?<unit>[mhd])");

    Steps {
        if (!since.isBefore(until)) {
            throw Refused.badRequest("since must be before until");
        }
        if (Duration.between(since, until).compareTo(step.multipliedBy(MOST)) > 0) {
            throw Refused.badRequest("More than %d steps: ask for a longer step or a shorter time".formatted(MOST));
        }
    }

    /** As parameters of a call ask for it; without any, the day that ends now in hours. */
    static Steps of(@Nullable String since, @Nullable String until, @Nullable String step, Instant now) {
        Instant end = until == null ? now : Moment.parse("until", until);
        Instant begin = since == null ? end.minus(USUAL_LENGTH) : Moment.parse("since", since);
        return new Steps(begin.truncatedTo(ChronoUnit.MINUTES), end, step == null ? USUAL_STEP : parseStep(step));
    }

    private static Duration parseStep(String text) {
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            throw Refused.badRequest("Invalid step parameter: minutes, hours or days such as 5m, 1h or 1d");
        }
        long count = Long.parseLong(step.group("count"));
        return switch (step.group("unit")) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    int count() {
        // Whatever little of a second until is past a step: its minute counts.
        Duration whole = Duration.between(since, until);
        long full = whole.dividedBy(step);
        return Math.toIntExact(step.multipliedBy(full).equals(whole) ? full : full + 1);
    }

    /** When the nth begins, from 0. */
    Instant begin(int nth) {
        return since.plus(step.multipliedBy(nth));
    }
}
