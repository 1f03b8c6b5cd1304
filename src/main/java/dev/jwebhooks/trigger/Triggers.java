package dev.jwebhooks.trigger;

import dev.jwebhooks.batch.Batches;
import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.Unknown;
import dev.jwebhooks.trigger.ShotStore.FirstChunk;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Fires webhooks: calls that come at once are written together, and their deliveries share jobs. */
@Component
class Triggers {
    static final String UNKNOWN = "Registration id not found";

    // Two, so that one is made while the other waits for its commit.
    private static final int BATCHES_AT_ONCE = 2;
    // Each may make a whole chunk of deliveries, and who fires for one subscriber waits for the others in its batch.
    private static final int LARGEST_BATCH = 16;

    private final ShotStore store;
    private final FanOutContinuation continuation;
    private final Dispatcher dispatcher;
    private final TriggerSettings settings;
    private final Clock clock;
    private final Batches<Shot, Answer> batches = new Batches<>(BATCHES_AT_ONCE, LARGEST_BATCH, this::fireTogether);

    Triggers(
            ShotStore store,
            FanOutContinuation continuation,
            Dispatcher dispatcher,
            TriggerSettings settings,
            Clock clock) {
        this.store = store;
        this.continuation = continuation;
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns when the triggered row is committed, with its deliveries or a fan-out that will make them. */
    TriggeredView fire(Caller caller, UUID registrationId) {
        Shot shot = new Shot(UUID.randomUUID(), registrationId, caller.id());
        Answer answer = batches.call(shot);
        return switch (answer.firing) {
            case Fired _ -> new TriggeredView(Epoch.of(answer.epoch), shot.id(), registrationId);
            case Unknown() -> throw Refused.notFound(UNKNOWN);
            // Its owner alone, not even an admin: what an account sends is sent in its name.
            case NotOwned() ->
                throw Refused.unauthorized("You don't have access to this registration record or it no longer exists");
        };
    }

    private record Answer(Firing firing, Instant epoch) {}

    private List<Answer> fireTogether(List<Shot> shots) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Behind those that wait, or who fires most would take all the room that others wait for.
        Optional<Lease> lease = continuation.anyWaits() ? Optional.empty() : dispatcher.lease();
        FirstChunk chunk = lease.map(taken -> new FirstChunk(settings.fanOutChunk(), taken))
                .orElse(new FirstChunk(0, new Lease(now, now)));
        List<Firing> firings = store.fire(shots, now, chunk);
        handOver(
                firings.stream()
                        .filter(Fired.class::isInstance)
                        .map(Fired.class::cast)
                        .toList(),
                lease);
        return firings.stream().map(firing -> new Answer(firing, now)).toList();
    }

    private void handOver(List<Fired> fired, Optional<Lease> lease) {
        lease.ifPresent(taken -> dispatcher.dispatch(
                fired.stream().flatMap(one -> one.deliveries().stream()).toList(), taken));
        if (!fired.stream().allMatch(Fired::complete)) {
            continuation.wake();
        }
    }
}
