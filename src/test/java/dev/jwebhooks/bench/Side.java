package dev.jwebhooks.bench;

import dev.jwebhooks.bench.HttpConnection.Answer;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/** A population in an installation, and the count of what it fired and received. */
record Side(Installation installation, Population population, Arrivals arrivals) {
    private static final long LONGEST_WAIT = 60_000;

    static Side create(Installation installation, Sink sink, Population.Shape shape) throws SQLException {
        Population population = Population.create(installation, sink, shape);
        Arrivals arrivals = new Arrivals(shape, population.secretKey());
        sink.countIn(population.channel(), arrivals);
        return new Side(installation, population, arrivals);
    }

    /** Fires the group's webhook, which counts as begun at {@code start}. */
    void fire(HttpConnection connection, int group, byte[] request, long start) {
        arrivals.triggerStarts(group, start);
        Answer answer;
        try {
            answer = connection.send(request);
        } catch (UncheckedIOException broken) {
            arrivals.triggerRefused(group);
            throw broken;
        }
        if (answer.status() == 201) {
            arrivals.triggerAccepted();
        } else {
            arrivals.triggerRefused(group);
            Pause.millis(50);
        }
    }

    /** Waits until everything came, and tells what the checks found; all of it but duplicates is a fault. */
    void check(Result result, String prefix) {
        arrivals.awaitAll(LONGEST_WAIT);
        result.note(prefix + "accepted", arrivals.accepted());
        result.note(prefix + "distinct", arrivals.distinct());
        result.note(prefix + "duplicates", arrivals.duplicates());
        result.note(prefix + "signatures checked", arrivals.checkedSignatures());
        result.mustBeNone(prefix + "refused", arrivals.refused());
        result.mustBeNone(prefix + "missing", Math.max(0, arrivals.missing()));
        result.mustBeNone(prefix + "more than were fired", Math.max(0, -arrivals.missing()));
        result.mustBeNone(prefix + "signatures wrong", arrivals.wrongSignatures());
        result.mustBeNone(prefix + "signatures unchecked", arrivals.checkedSignatures() > 0 ? 0 : 1);
    }
}
