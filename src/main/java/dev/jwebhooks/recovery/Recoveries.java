package dev.jwebhooks.recovery;

import dev.jwebhooks.account.DisabledEndpoints;
import dev.jwebhooks.delivery.DueSoon;
import dev.jwebhooks.delivery.DueSteps;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Begins, shows and stops recoveries, and brings those of all instances on, step by step. */
@Component
class Recoveries implements Polling {
    static final String UNKNOWN = "The recovery id does not exist";

    private final RecoveryStore store;
    private final DisabledEndpoints disabled;
    private final DueSoon dueSoon;
    private final Clock clock;
    private final Poller poller;

    Recoveries(
            RecoveryStore store, DisabledEndpoints disabled, DueSoon dueSoon, Clock clock, RecoverySettings settings) {
        this.store = store;
        this.disabled = disabled;
        this.dueSoon = dueSoon;
        this.clock = clock;
        this.poller = new Poller(
                "recovery",
                settings.pollInterval(),
                new DueSteps(clock, settings.pollInterval(), store::nextStep, this::step));
    }

    /** @throws Refused 409 while another of the caller's runs, or its endpoint is disabled */
    RecoveryView begin(RecoveryRequest request, Caller caller) {
        disabled.refuse(caller.id());
        RecoveryView begun = store.begin(caller.id(), request, clock.instant())
                .orElseThrow(() -> Refused.conflict("A recovery is running already: wait for its end, or stop it"));
        poller.wake();
        return begun;
    }

    /** @throws Refused 404 where there is none, 401 where it is another account's */
    RecoveryView show(UUID id, Caller caller) {
        RecoveryView recovery = store.find(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(recovery.accountId());
        return recovery;
    }

    /** As it is then: one that has ended stays as it was. */
    RecoveryView stop(UUID id, Caller caller) {
        show(id, caller);
        store.stop(id);
        return show(id, caller);
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
