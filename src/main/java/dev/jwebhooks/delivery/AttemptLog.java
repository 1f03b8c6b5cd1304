package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.Outcome.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One wide line an attempt: all its ids, what came back, and what was decided. Successes are told at debug level. */
final class AttemptLog {
    private static final Logger log = LoggerFactory.getLogger("dev.jwebhooks.delivery.attempts");

    private AttemptLog() {}

    static void tell(Delivery delivery, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded(Attempt attempt)
            when log.isDebugEnabled() -> log.debug(line(delivery, attempt, "succeeded"));
            case Outcome.Failed(Attempt attempt, var next) ->
                log.info(line(delivery, attempt, "failed, next attempt at " + next));
            case Outcome.Exhausted(Attempt attempt) -> log.warn(line(delivery, attempt, "failed, schedule spent"));
            case Outcome.Gone(Attempt attempt) ->
                log.warn(line(delivery, attempt, "failed, its account gets nothing more until it is resumed"));
            default -> {}
        }
    }

    /** Its receiver may have it twice, and two attempts of it are not recorded. */
    static void tellOfSecondRequest(Delivery delivery) {
        log.info("delivery={} went out twice in one attempt: a kept connection broke before an answer", delivery.id());
    }

    private static String line(Delivery delivery, Attempt attempt, String decision) {
        return "delivery=%s triggered=%s account=%s attempt=%d status=%s took=%dms error=%s: %s"
                .formatted(
                        delivery.id(),
                        delivery.message().triggeredId(),
                        delivery.accountId(),
                        delivery.attempts() + 1,
                        attempt.status(),
                        attempt.took().toMillis(),
                        attempt.error(),
                        decision);
    }
}
