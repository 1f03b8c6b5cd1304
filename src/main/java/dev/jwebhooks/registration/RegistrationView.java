package dev.jwebhooks.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.jwebhooks.web.Epoch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A registration as the API shows it; without a schema as PyWebhooks did. */
record RegistrationView(
        UUID accountId,
        String description,
        Epoch epoch,
        String event,
        @JsonRawValue String eventData,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String eventSchema,

        UUID id) {
    static RegistrationView of(Registration registration) {
        return new RegistrationView(
                registration.accountId(),
                registration.description(),
                Epoch.of(registration.epoch()),
                registration.event(),
                registration.eventData(),
                registration.eventSchema(),
                registration.id());
    }
}
