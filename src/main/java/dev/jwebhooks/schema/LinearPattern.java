package dev.jwebhooks.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;

/**
 * A pattern of a schema, in the syntax of <a href="https://github.com/google/re2/wiki/Syntax">RE2</a>: no backtracking,
 * so a match takes time in proportion to the text and to the pattern, and both are bounded.
 */
final class LinearPattern implements RegularExpression {
    private static final int LARGEST_PROGRAM = 5_000;
    private static final long MOST_WORK = 20_000_000;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Refused where it is no pattern of RE2, or compiles to more than 5,000 instructions. */
    static LinearPattern of(String regex) {
        // A guess that errs upwards; to compile what it lets pass costs little.
        refuse(PatternSize.exceeds(regex, 10 * LARGEST_PROGRAM), regex);
        Pattern pattern = compile(regex);
        refuse(pattern.programSize() > LARGEST_PROGRAM, regex);
        return new LinearPattern(pattern);
    }

    /** In instructions. */
    int size() {
        return pattern.programSize();
    }

    private static void refuse(boolean tooLarge, String regex) {
        if (tooLarge) {
            throw new SchemaException("the pattern repeats too much: " + regex);
        }
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException unusable) {
            throw new SchemaException(Error.builder()
                    .message("the pattern cannot be used: " + unusable.getDescription())
                    .build());
        }
    }

    /** Anywhere in the text, as the specification wants it. */
    @Override
    public boolean matches(String text) {
        if ((long) text.length() * pattern.programSize() > MOST_WORK) {
            throw new TooCostly("A text of " + text.length() + " characters is too long for its pattern");
        }
        return pattern.matcher(text).find();
    }
}
