package dev.jwebhooks.account;

/**
 * The operator's limit of failed attempts in a row. An account that has reached it gets nothing more, and this alone
 * tells so: when it did ({@code over_limit_since}) may be unknown, or of another limit.
 */
public record FailureLimit(int failures) {
    /** The condition in SQL is {@code failed_count >= failures}. */
    public boolean isReached(int failedCount) {
        return failedCount >= failures;
    }
}
