package dev.jwebhooks.docs;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows of what a command prints. What differs from one run to the next is known by its form: durations,
 * times and addresses on this machine. {@code …} stands for the rest of a word or of some, and for any lines where it
 * is all of one.
 */
public final class Printed {
    private static final Pattern DIFFERS = Pattern.compile("(?<id>\\b[0-9a-f]{4}…)"
            + "|(?<rest>…)"
            + "|(?<duration>\\d+)(?= ?m?s\\b)"
            + "|(?<time>\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)"
            + "|(?<address>http://localhost:\\d+)");

    private Printed() {}

    /** Matches the lines that come for those that are shown. */
    public static Pattern as(String shown) {
        StringBuilder lines = new StringBuilder();
        shown.lines().forEach(line -> lines.append(line.strip().equals("…") ? "(.*\\n)*" : line(line) + "\\n"));
        return Pattern.compile(lines.toString());
    }

    private static String line(String shown) {
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        Matcher differs = DIFFERS.matcher(shown);
        while (differs.find()) {
            pattern.append(Pattern.quote(shown.substring(end, differs.start()))).append(anyLike(differs));
            end = differs.end();
        }
        return pattern.append(Pattern.quote(shown.substring(end))).toString();
    }

    private static String anyLike(MatchResult shown) {
        if (shown.group("id") != null) {
            return "[0-9a-f-]{36}";
        }
        if (shown.group("duration") != null) {
            return "\\d+";
        }
        if (shown.group("time") != null) {
            return "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
        }
        return shown.group("address") == null ? ".+" : "http://localhost:\\d+";
    }
}
