package dev.jwebhooks.registration;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.schema.EventSchemas;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What can be done with registrations. */
@Component
public class Registrations {
    static final String UNKNOWN = "The registration id does not exist";

    private final RegistrationStore store;
    private final EventSchemas schemas;
    private final Clock clock;

    Registrations(RegistrationStore store, EventSchemas schemas, Clock clock) {
        this.store = store;
        this.schemas = schemas;
        this.clock = clock;
    }

    RegistrationView register(Caller caller, JsonBody body) {
        NewRegistration wanted = NewRegistration.from(body, schemas);
        Registration registration =
                new Registration(caller.id(), wanted, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return RegistrationView.of(store.saveAndFlush(registration));
    }

    /** Whether anything differed. What is registered must fit a new schema. */
    boolean change(UUID id, Caller caller, Changes changes) {
        Registration registration = owned(id, caller);
        String schema = changes.schema() == null ? null : accepted(changes.schema(), registration);
        return store.change(registration.id(), changes.description(), changes.changesSchema(), schema) > 0;
    }

    private String accepted(JsonValue schema, Registration registration) {
        String text = schemas.accepted(schema);
        schemas.check(text, stored(registration.eventData()));
        return text;
    }

    private static JsonValue stored(String json) {
        try {
            return JsonReader.read(json.getBytes(StandardCharsets.US_ASCII));
        } catch (InvalidJson impossible) {
            throw new IllegalStateException("The stored data of a registration is no JSON", impossible);
        }
    }

    int delete(UUID id, Caller caller) {
        return store.remove(owned(id, caller).id());
    }

    int deleteAll() {
        return store.removeAll();
    }

    private Registration owned(UUID id, Caller caller) {
        Registration registration = store.findById(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(registration.accountId());
        return registration;
    }
}
