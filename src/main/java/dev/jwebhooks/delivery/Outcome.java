package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a leased delivery, and with it what Postgres is told. */
sealed interface Outcome {
    /** The endpoint answered 2xx. */
    record Succeeded(Attempt attempt) implements Outcome {}

    /** The attempt failed and another one is due then. */
    record Failed(Attempt attempt, Instant nextAttemptAt) implements Outcome {}

    /** The attempt failed and was the last of the schedule. */
    record Exhausted(Attempt attempt) implements Outcome {}

    /** The endpoint answered 410: it wants neither this delivery nor any other. */
    record Gone(Attempt attempt) implements Outcome {}

    /**
     * It will not be sent, and why: the account is gone, without an endpoint or over its limit, or its endpoint
     * answered 410 to another delivery.
     */
    record Skipped(String reason) implements Outcome {}

    /**
     * Not attempted, and due again then: its endpoint has as many requests under way as it may or failed again and
     * again, or its body has no room. Where the account is paused, then is when it resumes.
     */
    record Deferred(Instant until) implements Outcome {}

    /** The same, without what the endpoint answered beside its status. */
    default Outcome withoutAnswer() {
        return switch (this) {
            case Succeeded(Attempt attempt) -> new Succeeded(attempt.withoutAnswer());
            case Failed(Attempt attempt, Instant next) -> new Failed(attempt.withoutAnswer(), next);
            case Exhausted(Attempt attempt) -> new Exhausted(attempt.withoutAnswer());
            case Gone(Attempt attempt) -> new Gone(attempt.withoutAnswer());
            case Skipped _, Deferred _ -> this;
        };
    }

    /**
     * One POST.
     *
     * @param status the answer's, or null when there was none
     * @param error why it failed, or null when it succeeded
     * @param answer what came back, or null when nothing did or there was no room to keep it
     */
    record Attempt(
            Instant startedAt,
            Duration took,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable AnswerText answer) {
        Attempt withoutAnswer() {
            return new Attempt(startedAt, took, status, error, null);
        }
    }
}
