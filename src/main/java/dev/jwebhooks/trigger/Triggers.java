package dev.jwebhooks.trigger;

import dev.jwebhooks.batch.Batches;
import dev.jwebhooks.trigger.BatchFiring.Answer;
import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.Unknown;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.Refused;
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

    // Apart, so that who fires what is registered never waits for others' messages of a megabyte.
    private final Batches<Shot, Answer> shots;
    private final Batches<Message, Answer> messages;

    Triggers(BatchFiring firing, ShotStore shotStore, MessageStore messageStore) {
        this.shots = new Batches<>(
                BATCHES_AT_ONCE,
                LARGEST_BATCH,
                batch -> firing.fire((now, chunk) -> shotStore.fire(batch, now, chunk)));
        this.messages = new Batches<>(
                BATCHES_AT_ONCE,
                LARGEST_BATCH,
                batch -> firing.fire((now, chunk) -> messageStore.fire(batch, now, chunk)));
    }

    /** Returns when the triggered row is committed, with its deliveries or a fan-out that will make them. */
    TriggeredView fire(Caller caller, UUID registrationId) {
        Shot shot = Shot.of(registrationId, caller.id());
        return view(shot, shots.call(shot));
    }

    /** The same, and sends this data, in the form of Python's {@code json.dumps}, instead of what is registered. */
    TriggeredView send(Caller caller, UUID registrationId, String eventData) {
        Message message = new Message(Shot.of(registrationId, caller.id()), eventData);
        return view(message.shot(), messages.call(message));
    }

    private static TriggeredView view(Shot shot, Answer answer) {
        return switch (answer.firing()) {
            case Fired _ -> new TriggeredView(Epoch.of(answer.epoch()), shot.id(), shot.registrationId());
            case Unknown() -> throw Refused.notFound(UNKNOWN);
            // Its owner alone, not even an admin: what an account sends is sent in its name.
            case NotOwned() ->
                throw Refused.unauthorized("You don't have access to this registration record or it no longer exists");
        };
    }
}
