package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DueSoon;
import dev.jwebhooks.delivery.DueSteps;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Brings out, step by step, what waited for accounts that were resumed, by this instance or another. */
@Component
class Resumption implements Polling {
    private final EndpointStore store;
    private final DueSoon dueSoon;
    private final Poller poller;

    Resumption(EndpointStore store, DueSoon dueSoon, Clock clock, EndpointSettings settings) {
        this.store = store;
        this.dueSoon = dueSoon;
        this.poller = new Poller(
                "resumption",
                settings.pollInterval(),
                new DueSteps(clock, settings.pollInterval(), store::nextStep, this::step));
    }

    /** There is something to bring out. */
    void wake() {
        poller.wake();
    }

    private boolean step(Instant now) {
        Optional<Integer> madeDue = store.step(now);
        if (madeDue.orElse(0) > 0) {
            dueSoon.tell();
        }
        return madeDue.isPresent();
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
