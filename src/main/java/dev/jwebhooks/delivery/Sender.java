package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.Outcome.Attempt;
import dev.jwebhooks.outbound.Answer;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.Header;
import dev.jwebhooks.outbound.InvalidEndpoint;
import dev.jwebhooks.outbound.OutboundHttp;
import dev.jwebhooks.outbound.RetryAfter;
import dev.jwebhooks.outbound.Reuse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes one attempt: signs, POSTs, and tells what that means for the delivery. */
@Component
class Sender {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final OutboundHttp http;
    private final DeliverySettings settings;
    private final DeliveryLimits limits;
    private final RetrySchedule schedule;
    private final Clock clock;

    Sender(OutboundHttp http, DeliverySettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.limits = settings.limits();
        this.schedule = new RetrySchedule(settings.retrySchedule(), settings.retryJitter());
        this.clock = clock;
    }

    /** @param reuse never for an endpoint that failed last: it may be what breaks connections */
    Outcome send(Delivery delivery, Endpoint endpoint, Delivery.Target target, byte[] body, Reuse reuse) {
        Instant startedAt = clock.instant();
        List<Header> headers = target.options()
                .headersOf(delivery.message().event(), target.keys().sign(delivery.id(), startedAt, body));
        Answer answer = http.post(endpoint, headers, body, timeoutFor(target.options()), reuse);
        if (answer.requests() > 1) {
            AttemptLog.tellOfSecondRequest(delivery);
        }
        return switch (answer) {
            case Answer.Answered answered -> afterAnswer(delivery, answered, startedAt);
            case Answer.Unanswered none -> {
                String error = none.reason() + ": " + none.text();
                yield afterFailure(delivery, new Attempt(startedAt, none.took(), null, error, null), Duration.ZERO);
            }
        };
    }

    /** How long a request of such an account may take. */
    Duration timeoutFor(DeliveryOptions options) {
        return options.timeoutWithin(limits);
    }

    private Outcome afterAnswer(Delivery delivery, Answer.Answered answer, Instant startedAt) {
        int status = answer.status();
        String error = status / 100 == 2 ? null : "HTTP " + status;
        Attempt attempt = new Attempt(startedAt, answer.took(), status, error, AnswerText.of(answer));
        if (error == null) {
            return new Outcome.Succeeded(attempt);
        }
        return status == GONE ? new Outcome.Gone(attempt) : afterFailure(delivery, attempt, asked(answer));
    }

    private Duration asked(Answer.Answered answer) {
        return answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE
                ? RetryAfter.of(answer.headers(), clock.instant())
                : Duration.ZERO;
    }

    /** An attempt that had nowhere to go, and failed all the same. */
    Outcome unsendable(Delivery delivery, InvalidEndpoint invalid) {
        Attempt attempt = new Attempt(clock.instant(), Duration.ZERO, null, invalid.getMessage(), null);
        return afterFailure(delivery, attempt, Duration.ZERO);
    }

    /** @param asked how long the endpoint asked to be left alone */
    private Outcome afterFailure(Delivery delivery, Attempt attempt, Duration asked) {
        return scheduleOf(delivery)
                .after(delivery.attemptsOfSchedule() + 1, asked)
                .<Outcome>map(
                        wait -> new Outcome.Failed(attempt, clock.instant().plus(wait)))
                .orElseGet(() -> new Outcome.Exhausted(attempt));
    }

    private RetrySchedule scheduleOf(Delivery delivery) {
        Delivery.Target target = delivery.target();
        List<Duration> own = target == null ? null : target.options().waits();
        return own == null ? schedule : new RetrySchedule(own, settings.retryJitter());
    }
}
