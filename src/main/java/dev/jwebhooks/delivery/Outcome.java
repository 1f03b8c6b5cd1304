package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
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
        return with(Attempt::withoutAnswer);
    }

    /** The same, with no text that is not ours. */
    default Outcome withoutTexts() {
        return with(Attempt::withoutTexts);
    }

    private Outcome with(UnaryOperator<Attempt> change) {
        return switch (this) {
            case Succeeded(Attempt attempt) -> new Succeeded(change.apply(attempt));
            case Failed(Attempt attempt, Instant next) -> new Failed(change.apply(attempt), next);
            case Exhausted(Attempt attempt) -> new Exhausted(change.apply(attempt));
            case Gone(Attempt attempt) -> new Gone(change.apply(attempt));
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
        static final String UNSTORABLE = "what came back could not be stored";

        Attempt withoutAnswer() {
            return new Attempt(startedAt, took, status, error, null);
        }

        Attempt withoutTexts() {
            return new Attempt(startedAt, took, status, error == null ? null : UNSTORABLE, null);
        }
    }
}
