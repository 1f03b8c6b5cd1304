package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DueSoon;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Brings out, step by step, what waited for accounts that were resumed, by this instance or another. */
@Component
class Resumption implements Polling {
    private final EndpointStore store;
    private final DueSoon dueSoon;
    private final Clock clock;
    private final Duration interval;
    private final Poller poller;

    Resumption(EndpointStore store, DueSoon dueSoon, Clock clock, EndpointSettings settings) {
        this.store = store;
        this.dueSoon = dueSoon;
        this.clock = clock;
        this.interval = settings.pollInterval();
        this.poller = new Poller("resumption", settings.pollInterval(), this::step);
    }

    /** There is something to bring out. */
    void wake() {
        poller.wake();
    }

    private Duration step() {
        Optional<Instant> next = store.nextStep();
        if (next.isEmpty()) {
            return interval;
        }
        Instant now = clock.instant();
        if (next.get().isAfter(now)) {
            return Duration.between(now, next.get());
        }
        if (store.step(now) > 0) {
            dueSoon.tell();
        }
        return Poller.SOON;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
