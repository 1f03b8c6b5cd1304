package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.delivery.Outcome.Deferred;
import dev.jwebhooks.delivery.Outcome.Exhausted;
import dev.jwebhooks.delivery.Outcome.Failed;
import dev.jwebhooks.delivery.Outcome.Gone;
import dev.jwebhooks.delivery.Outcome.Skipped;
import dev.jwebhooks.delivery.Outcome.Succeeded;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An outcome in the form in which the statement that records it takes it.
 *
 * @param made attempts, 1 or 0
 * @param state of the delivery, from now on
 * @param next when it is due again, or null where it is over
 * @param reason why it was skipped
 * @param gone the endpoint that answered 410
 */
record OutcomeRow(
        UUID id,
        Object leasedUntil,
        int made,
        String state,
        @Nullable Object next,
        @Nullable String reason,
        @Nullable Attempt attempt,
        @Nullable Hold hold,
        @Nullable String gone) {
    /** A CTE of them, numbered in their order; needs the {@link #parameters}. */
    static final String SQL = """
        outcome as (
            select * from unnest(
                :id::uuid[], :leased::timestamptz[], :made::int[], :state::text[], :next::timestamptz[],
                :reason::text[], :startedAt::timestamptz[], :took::int[], :status::int[], :error::text[],
                :answer::bytea[], :held::timestamptz[], :heldFor::text[], :gone::text[]
            ) with ordinality as o
                (id, leased_until, made, state, next, reason, started_at, took_ms, status, error, answer, held_until,
                 held_for, gone, nth)
        )
        """;

    /** Those outcomes, a column a parameter. */
    static Map<String, Object> parameters(List<Recorder.Entry> entries) {
        List<OutcomeRow> rows = entries.stream().map(OutcomeRow::of).toList();
        return Map.ofEntries(
                column("id", rows, OutcomeRow::id),
                column("leased", rows, OutcomeRow::leasedUntil),
                column("made", rows, OutcomeRow::made),
                column("state", rows, OutcomeRow::state),
                column("next", rows, OutcomeRow::next),
                column("reason", rows, OutcomeRow::reason),
                column("startedAt", rows, OutcomeRow::startedAt),
                column("took", rows, OutcomeRow::tookMs),
                column("status", rows, OutcomeRow::status),
                column("error", rows, OutcomeRow::error),
                Map.entry("answer", rows.stream().map(OutcomeRow::answer).toArray(byte[][]::new)),
                column("held", rows, OutcomeRow::heldUntil),
                column("heldFor", rows, OutcomeRow::heldFor),
                column("gone", rows, OutcomeRow::gone));
    }

    /** As an array of texts, which the statement casts. */
    private static Map.Entry<String, Object> column(
            String name, List<OutcomeRow> rows, Function<OutcomeRow, @Nullable Object> value) {
        return Map.entry(
                name,
                rows.stream()
                        .map(row -> {
                            Object cell = value.apply(row);
                            return cell == null ? null : cell.toString();
                        })
                        .toArray(String[]::new));
    }

    private static OutcomeRow of(Recorder.Entry entry) {
        return switch (entry.outcome()) {
            case Succeeded(Attempt attempt) -> attempted(entry, "succeeded", null, attempt);
            case Failed(Attempt attempt, Instant next) -> attempted(entry, "pending", next, attempt);
            case Exhausted(Attempt attempt) -> attempted(entry, "failed", null, attempt);
            case Gone(Attempt attempt) -> attempted(entry, "failed", null, attempt);
            case Skipped(String reason) -> untouched(entry, "skipped", null, reason);
            case Deferred(Instant until) -> untouched(entry, "pending", until, null);
        };
    }

    private static OutcomeRow attempted(Recorder.Entry entry, String state, @Nullable Instant next, Attempt attempt) {
        Hold hold = entry.hold().orElse(null);
        String gone = entry.outcome() instanceof Gone ? entry.endpoint() : null;
        return new OutcomeRow(entry.delivery(), leasedUntil(entry), 1, state, utc(next), null, attempt, hold, gone);
    }

    private static OutcomeRow untouched(
            Recorder.Entry entry, String state, @Nullable Instant next, @Nullable String reason) {
        return new OutcomeRow(entry.delivery(), leasedUntil(entry), 0, state, utc(next), reason, null, null, null);
    }

    private static Object leasedUntil(Recorder.Entry entry) {
        return entry.leasedUntil().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    @Nullable
    Object heldUntil() {
        return hold == null ? null : utc(hold.until());
    }

    @Nullable
    Object heldFor() {
        return hold == null ? null : hold.endpoint();
    }

    @Nullable
    Object startedAt() {
        return attempt == null ? null : utc(attempt.startedAt());
    }

    @Nullable
    Object tookMs() {
        return attempt == null ? null : attempt.took().toMillis();
    }

    @Nullable
    Object status() {
        return attempt == null ? null : attempt.status();
    }

    @Nullable
    Object error() {
        return attempt == null ? null : attempt.error();
    }

    byte @Nullable [] answer() {
        return attempt == null || attempt.answer() == null
                ? null
                : attempt.answer().bytes();
    }
}
