package dev.jwebhooks.fault;

import dev.jwebhooks.fault.Records.Row;
import dev.jwebhooks.fault.Sightings.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Compares what callers were promised and endpoints saw with what Postgres holds, when all has come to rest. */
final class Audit {
    private static final int MOST_OF_A_KIND = 5;

    private final Accepted accepted;
    private final Population population;
    private final Ledger ledger;
    private final List<String> wrongs = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<UUID, Integer> subscribersOf = new HashMap<>();
    private long deliveries;
    private long delivered;
    private long spent;
    private long duplicates;
    private long explained;
    private long lost;

    Audit(Accepted accepted, Population population, Ledger ledger) {
        this.accepted = accepted;
        this.population = population;
        this.ledger = ledger;
    }

    /** Anything else that went wrong. */
    void wrong(String what) {
        if (kinds.merge(kind(what), 1, Integer::sum) <= MOST_OF_A_KIND) {
            wrongs.add(what);
        }
    }

    /** Without its numbers, so that many of one kind hide none of another. */
    private static String kind(String what) {
        return what.split(":", 2)[0].replaceAll("[0-9a-f-]{36}|[0-9]+", "n");
    }

    private void tellHowManyMore() {
        kinds.forEach((kind, count) -> {
            if (count > MOST_OF_A_KIND) {
                wrongs.add("%d of these in all: %s".formatted(count, kind));
            }
        });
    }

    void wrong(String what, Map<UUID, String> accounts) {
        accounts.forEach((account, count) -> wrong("account %s: %s is %s".formatted(account, what, count)));
    }

    Verdict of(Records records, SecondRequests second) {
        records.forEach(population.registrations(), row -> check(row, second));
        accepted.triggered().forEach(this::checkAccepted);
        checkAnswers();
        if (duplicates > ledger.mostDuplicates() + explained) {
            wrong("%d duplicates, and only %d deliveries were under way and %d went out twice"
                    .formatted(duplicates, ledger.mostDuplicates(), explained));
        }
        tellHowManyMore();
        return new Verdict(
                accepted.count(),
                accepted.refusedCount(),
                accepted.unknownCount(),
                deliveries,
                delivered,
                spent,
                duplicates,
                ledger.mostDuplicates(),
                lost,
                List.copyOf(wrongs));
    }

    /** All of an accepted trigger's subscribers have their delivery, and nobody has two. */
    private void checkAccepted(UUID triggered) {
        Integer subscribers = subscribersOf.remove(triggered);
        int missing = population.subscribersEach() - (subscribers == null ? 0 : subscribers);
        if (missing != 0) {
            lost += Math.max(0, missing);
            wrong("trigger %s was accepted and has %s deliveries".formatted(triggered, subscribers));
        }
    }

    /** What is left in the map was triggered by calls whose answer did not come. */
    private void checkAnswers() {
        int unanswered = subscribersOf.size();
        int mayBe = accepted.unknownCount() + accepted.refusals().getOrDefault(503, 0);
        if (unanswered > mayBe) {
            wrong("%d triggers are stored that nobody was told of, of %d".formatted(unanswered, mayBe));
        }
        accepted.refusals().forEach((status, count) -> {
            if (status != Accepted.UNREACHABLE && status != 503) {
                wrong("%d triggers were answered %d".formatted(count, status));
            }
        });
    }

    private void check(Row row, SecondRequests second) {
        deliveries++;
        subscribersOf.merge(row.triggered(), 1, Integer::sum);
        if (row.recorded() != row.attempts() || row.numbers() != row.attempts()) {
            wrong("its attempts are not recorded once each: " + row);
        }
        if (row.successes() > ledger.count(row.id(), Answer.SUCCESS)
                || row.refusals() > ledger.count(row.id(), Answer.ERROR)) {
            wrong("answers are recorded that no endpoint gave: " + row);
        }
        checkEnd(row);
        checkRepeats(row, second.of(row.id()));
    }

    private void checkEnd(Row row) {
        switch (row.state()) {
            case "succeeded" -> {
                delivered++;
                if (row.successes() != 1) {
                    wrong("it succeeded, not by one attempt: " + row);
                }
            }
            case "failed" -> {
                spent++;
                if (row.successes() != 0 || row.attempts() != Cluster.MOST_ATTEMPTS) {
                    wrong("it failed without having been tried as often as promised: " + row);
                }
                if (ledger.count(row.id(), Answer.SUCCESS) > 0 && !ledger.wasCaught(row.id())) {
                    wrong("it failed, though its endpoint took it: " + row);
                }
            }
            default -> {
                lost++;
                wrong("it has not come to its end: " + row);
            }
        }
    }

    private void checkRepeats(Row row, int secondRequests) {
        int unrecorded = ledger.count(row.id()) - row.attempts();
        if (unrecorded > 0) {
            duplicates += unrecorded;
            explained += Math.min(unrecorded, secondRequests);
            if (unrecorded > secondRequests && !ledger.wasCaught(row.id())) {
                wrong("it came %d times, and was not under way at a fault: %s".formatted(ledger.count(row.id()), row));
            }
        }
    }
}
