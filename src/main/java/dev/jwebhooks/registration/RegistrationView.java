package dev.jwebhooks.registration;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.jwebhooks.web.Epoch;
import java.util.UUID;

/** A registration as the API shows it. */
record RegistrationView(
        UUID accountId,
        String description,
        Epoch epoch,
        String event,
        @JsonRawValue String eventData,
        UUID id) {
    static RegistrationView of(Registration registration) {
        return new RegistrationView(
                registration.accountId(),
                registration.description(),
                Epoch.of(registration.epoch()),
                registration.event(),
                registration.eventData(),
                registration.id());
    }
}
