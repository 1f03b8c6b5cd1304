package dev.jwebhooks.outbound;

import dev.jwebhooks.outbound.Answer.Reason;
import dev.jwebhooks.outbound.Answer.Unanswered;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Sorts what can go wrong on the network, and tells it in a line that is safe to log and to store. */
final class FailureReason {
    private static final int LONGEST = 200;

    private FailureReason() {}

    static Unanswered of(IOException failure, Deadline deadline, int requests) {
        if (deadline.isOver()) {
            return new Unanswered(Reason.TIMED_OUT, "no answer in time", deadline.elapsed(), requests);
        }
        Reason reason = switch (failure) {
            case UnknownHostException _ -> Reason.UNRESOLVED;
            case ConnectException _, NoRouteToHostException _ -> Reason.REFUSED;
            case SSLException _ -> Reason.TLS;
            default -> Reason.BROKEN;
        };
        return new Unanswered(reason, line(failure), deadline.elapsed(), requests);
    }

    private static String line(IOException failure) {
        String text = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        String oneLine = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST);
    }
}
