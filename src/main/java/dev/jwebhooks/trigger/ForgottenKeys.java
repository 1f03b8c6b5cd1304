package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Removes idempotency keys that are older than the window, a batch at a time: a day's keys at once would be one long
 * transaction, and rows for vacuum to find all at the same moment.
 */
@Component
class ForgottenKeys implements Polling {
    private static final int BATCH = 1_000;
    // So that an idle service asks once a minute.
    private static final int POLLS = 30;

    private final MessageStore store;
    private final Clock clock;
    private final Duration interval;
    private final Poller poller;

    ForgottenKeys(MessageStore store, Clock clock, TriggerSettings settings) {
        this.store = store;
        this.clock = clock;
        this.interval = settings.pollInterval().multipliedBy(POLLS);
        this.poller = new Poller("removal of old keys", interval, this::removeSome);
    }

    private Duration removeSome() {
        return store.forget(clock.instant(), BATCH) == BATCH ? Poller.SOON : interval;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
