package dev.jwebhooks.schema;

/**
 * About how many instructions a pattern compiles to, told without compiling it: {@code ((a{1000}){1000}){1000}} has 23
 * characters and would take all memory. Repeats multiply what they stand behind; all else counts one.
 */
final class PatternSize {
    private static final int DEEPEST = 100;

    private final String regex;
    private final long[] outer = new long[DEEPEST];
    private int depth;
    private int next;
    private long sum;
    private long last;

    private PatternSize(String regex) {
        this.regex = regex;
    }

    /** Whether a pattern has more instructions than that, or nests deeper than compiling could follow. */
    static boolean exceeds(String regex, long most) {
        return new PatternSize(regex).exceeds(most);
    }

    private boolean exceeds(long most) {
        while (next < regex.length()) {
            char character = regex.charAt(next++);
            if (character == '(' && depth == DEEPEST) {
                return true;
            }
            read(character);
            if (sum > most) {
                return true;
            }
        }
        return false;
    }

    private void read(char character) {
        switch (character) {
            case '(' -> {
                outer[depth++] = sum;
                sum = 0;
            }
            case ')' -> endGroup();
            case '[' -> {
                skipClass();
                add(1);
            }
            case '\\' -> escape();
            case '{' -> repeat();
            default -> add(1);
        }
    }

    private void add(long instructions) {
        last = instructions;
        sum += instructions;
    }

    private void endGroup() {
        long group = sum + 2;
        sum = depth > 0 ? outer[--depth] : 0;
        add(group);
    }

    private void skipClass() {
        int first = next;
        while (next < regex.length() && (regex.charAt(next) != ']' || next == first)) {
            next += regex.charAt(next) == '\\' ? 2 : 1;
        }
        next++;
    }

    /** One character, or all from a backslash and Q to one and E, in which no bracket means anything. */
    private void escape() {
        int from = next++;
        int end = regex.indexOf("\\E", from);
        if (regex.startsWith("Q", from)) {
            next = end < 0 ? regex.length() : end + 2;
        }
        add(next - from);
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces repeats nothing. */
    private void repeat() {
        int end = regex.indexOf('}', next);
        String times = end < 0 ? "" : regex.substring(next, end);
        if (!times.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            add(1);
            return;
        }
        long most = Long.parseLong(times.replaceFirst(",$", "").replaceFirst("^.*,", ""));
        next = end + 1;
        sum += last * Math.max(0, most - 1);
        last *= Math.max(1, most);
    }
}
