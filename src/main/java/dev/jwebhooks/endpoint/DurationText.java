package dev.jwebhooks.endpoint;

import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the settings have them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}, {@code 7d}. */
final class DurationText {
    private static final Pattern TEXT = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>ms|s|m|h|d)");

    private DurationText() {}

    /** @throws Refused 400 for any other text */
    static Duration parse(String field, String text) {
        Matcher duration = TEXT.matcher(text);
        if (!duration.matches()) {
            throw Refused.badRequest("The field " + field + " takes durations such as 30s, 2m or 1h");
        }
        long count = Long.parseLong(duration.group("count"));
        return switch (duration.group("unit")) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** In the largest unit that leaves nothing over. */
    static String of(Duration duration) {
        if (duration.toMillisPart() != 0 || duration.isZero()) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutesPart() != 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toHoursPart() == 0 ? duration.toDays() + "d" : duration.toHours() + "h";
    }
}
