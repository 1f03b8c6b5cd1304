package dev.jwebhooks.web;

/**
 * Which part of a list is asked for.
 *
 * @param start how many entries to pass over, 0 to 999,999,999,999,999
 * @param limit how many to give, 1 to 100
 */
public record PageRange(long start, int limit) {
    static final long LARGEST_START = 999_999_999_999_999L;
    static final int LARGEST_LIMIT = 100;

    public PageRange {
        if (start < 0 || start > LARGEST_START || limit < 1 || limit > LARGEST_LIMIT) {
            throw Refused.badRequest("Invalid limit or start parameter");
        }
    }

    /** Where the page after this one starts. */
    public long next() {
        return start + limit;
    }
}
