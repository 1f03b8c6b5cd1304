package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.registration.RegisteredWebhook;
import dev.jwebhooks.registration.Registrations;
import dev.jwebhooks.trigger.FanOut.Chunk;
import dev.jwebhooks.trigger.FanOut.Cursor;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Fires webhooks. */
@Component
class Triggers {
    static final String UNKNOWN = "Registration id not found";

    private final Registrations registrations;
    private final TriggeredStore triggered;
    private final FanOut fanOut;
    private final FanOutContinuation continuation;
    private final Dispatcher dispatcher;
    private final Clock clock;

    Triggers(
            Registrations registrations,
            TriggeredStore triggered,
            FanOut fanOut,
            FanOutContinuation continuation,
            Dispatcher dispatcher,
            Clock clock) {
        this.registrations = registrations;
        this.triggered = triggered;
        this.fanOut = fanOut;
        this.continuation = continuation;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Returns when the triggered row and its deliveries are committed; the queue has them soon after. */
    TriggeredView fire(Caller caller, UUID registrationId) {
        RegisteredWebhook webhook = registrations.find(registrationId).orElseThrow(() -> Refused.notFound(UNKNOWN));
        // Its owner alone, not even an admin: what an account sends is sent in its name.
        if (!webhook.accountId().equals(caller.id())) {
            throw Refused.unauthorized("You don't have access to this registration record or it no longer exists");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Lease lease = dispatcher.lease();
        UUID id = UUID.randomUUID();
        Chunk first = triggered.store(
                id, now, webhook, () -> fanOut.next(new Cursor(id, registrationId, now, FanOut.START), lease));
        handOver(first, lease);
        return new TriggeredView(Epoch.of(now), id, registrationId);
    }

    private void handOver(Chunk first, Lease lease) {
        dispatcher.dispatch(first.deliveries(), lease);
        if (first.full()) {
            continuation.wake();
        }
    }
}
