package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.outbound.Answer;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.Header;
import dev.jwebhooks.outbound.InvalidEndpoint;
import dev.jwebhooks.outbound.OutboundHttp;
import dev.jwebhooks.outbound.Reuse;
import dev.jwebhooks.signing.AccountKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes one attempt: signs, POSTs, and tells what that means for the delivery. */
@Component
class Sender {
    private final OutboundHttp http;
    private final DeliverySettings settings;
    private final RetrySchedule schedule;
    private final Clock clock;

    Sender(OutboundHttp http, DeliverySettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.schedule = new RetrySchedule(settings.retrySchedule());
        this.clock = clock;
    }

    /** @param reuse never for an endpoint that failed last: it may be what breaks connections */
    Outcome send(Delivery delivery, Endpoint endpoint, AccountKeys keys, byte[] body, Reuse reuse) {
        Instant startedAt = clock.instant();
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("event", delivery.message().event()));
        headers.addAll(keys.sign(delivery.id(), startedAt, body));
        Answer answer = http.post(endpoint, headers, body, settings.requestTimeout(), reuse);
        if (answer.requests() > 1) {
            AttemptLog.tellOfSecondRequest(delivery);
        }
        Attempt attempt = attempt(answer, startedAt);
        return attempt.error() == null ? new Outcome.Succeeded(attempt) : afterFailure(delivery, attempt);
    }

    private static Attempt attempt(Answer answer, Instant startedAt) {
        return switch (answer) {
            case Answer.Answered answered -> answered(answered, startedAt);
            case Answer.Unanswered none ->
                new Attempt(startedAt, none.took(), null, none.reason() + ": " + none.text(), null);
        };
    }

    /** An attempt that had nowhere to go, and failed all the same. */
    Outcome unsendable(Delivery delivery, InvalidEndpoint invalid) {
        return afterFailure(delivery, new Attempt(clock.instant(), Duration.ZERO, null, invalid.getMessage(), null));
    }

    private static Attempt answered(Answer.Answered answer, Instant startedAt) {
        boolean success = answer.status() / 100 == 2;
        String error = success ? null : "HTTP " + answer.status();
        return new Attempt(startedAt, answer.took(), answer.status(), error, AnswerText.of(answer));
    }

    private Outcome afterFailure(Delivery delivery, Attempt attempt) {
        return schedule.after(delivery.attemptsOfSchedule() + 1)
                .<Outcome>map(
                        wait -> new Outcome.Failed(attempt, clock.instant().plus(wait)))
                .orElseGet(() -> new Outcome.Exhausted(attempt));
    }
}
