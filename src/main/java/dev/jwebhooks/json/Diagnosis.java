package dev.jwebhooks.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Why the parser refused a text, in our words: its own tell of Java classes and of settings that the caller does not
 * have. The place comes from the parser, the words from what stands there.
 */
record Diagnosis(String text, JsonParser parser, JacksonException refusal) {
    private static final List<String> NOT_NUMBERS = List.of("NaN", "Infinity", "INF");
    private static final int LONGEST_WORD = 20;

    InvalidJson invalidJson() {
        if (refusal instanceof StreamConstraintsException) {
            return tooDeep();
        }
        return notANumber().orElseGet(this::unexpected);
    }

    /** Of the parser's limits, only the one on nesting is set. */
    private InvalidJson tooDeep() {
        String complaint = "The body is nested deeper than " + JsonReader.DEEPEST + " levels";
        return InvalidJson.at(parser.currentTokenLocation(), complaint);
    }

    private Optional<InvalidJson> notANumber() {
        String word = wordAt(offset());
        return NOT_NUMBERS.contains(word) ? Optional.of(notValid(word + " is not a JSON number")) : Optional.empty();
    }

    private InvalidJson unexpected() {
        return notValid("unexpected " + whatStandsAt(offset()));
    }

    private String whatStandsAt(int offset) {
        if (offset >= text.length()) {
            return "end";
        }
        String word = wordAt(offset);
        return word.length() > 1 ? "word '" + word + "'" : character(text.codePointAt(offset));
    }

    /** The letters around or before the place, as the parser stops behind some words; none in an escape. */
    private String wordAt(int offset) {
        int start = offset;
        while (start > 0 && offset - start < LONGEST_WORD && isLetter(text.charAt(start - 1))) {
            start--;
        }
        int end = offset;
        while (end < text.length() && end - start < LONGEST_WORD && isLetter(text.charAt(end))) {
            end++;
        }
        boolean escape = start > 0 && text.charAt(start - 1) == '\\';
        return escape ? "" : text.substring(start, end);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String character(int codePoint) {
        boolean visible = codePoint > ' ' && codePoint < 0x7F;
        return "character " + (visible ? "'" + (char) codePoint + "'" : "U+" + hex(codePoint));
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private InvalidJson notValid(String complaint) {
        return InvalidJson.at(refusal.getLocation(), "The body is not valid JSON: " + complaint);
    }

    private int offset() {
        return Math.toIntExact(refusal.getLocation().getCharOffset());
    }
}
