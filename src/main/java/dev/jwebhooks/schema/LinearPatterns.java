package dev.jwebhooks.schema;

import com.networknt.schema.SchemaException;

/** The patterns of one schema, which together take no more memory than a few large ones. */
final class LinearPatterns {
    /** Each takes some 50 bytes while the schema is kept. */
    private static final int MOST_INSTRUCTIONS = 50_000;

    private int instructions;

    /** Refused where it cannot be used, or where it is one too many. */
    LinearPattern compile(String regex) {
        LinearPattern pattern = LinearPattern.of(regex);
        instructions += pattern.size();
        if (instructions > MOST_INSTRUCTIONS) {
            throw new SchemaException("its patterns are too many, or repeat too much");
        }
        return pattern;
    }
}
