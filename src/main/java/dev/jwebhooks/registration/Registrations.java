package dev.jwebhooks.registration;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What can be done with registrations. */
@Component
public class Registrations {
    static final String UNKNOWN = "The registration id does not exist";

    private final RegistrationStore store;
    private final Clock clock;

    Registrations(RegistrationStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    RegistrationView register(Caller caller, NewRegistration wanted) {
        Registration registration =
                new Registration(caller.id(), wanted, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return RegistrationView.of(store.saveAndFlush(registration));
    }

    /** Whether the description differed. */
    boolean describe(UUID id, Caller caller, String description) {
        return store.describe(owned(id, caller), description) > 0;
    }

    int delete(UUID id, Caller caller) {
        return store.remove(owned(id, caller));
    }

    int deleteAll() {
        return store.removeAll();
    }

    private UUID owned(UUID id, Caller caller) {
        Registration registration = store.findById(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(registration.accountId());
        return registration.id();
    }
}
