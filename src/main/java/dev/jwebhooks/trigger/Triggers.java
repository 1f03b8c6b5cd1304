package dev.jwebhooks.trigger;

import dev.jwebhooks.batch.Batches;
import dev.jwebhooks.trigger.BatchFiring.Answer;
import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.FiredBefore;
import dev.jwebhooks.trigger.Firing.InProgress;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.OtherMessage;
import dev.jwebhooks.trigger.Firing.Unknown;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.Refused;
import org.springframework.stereotype.Component;

/** Fires webhooks: calls that come at once are written together, and their deliveries share jobs. */
@Component
class Triggers {
    static final String UNKNOWN = "Registration id not found";

    private static final String NOT_OWNED = "You don't have access to this registration record or it no longer exists";
    private static final String OTHER_MESSAGE =
            "This idempotency key came before with another message; a new message needs a new key";
    private static final String IN_PROGRESS =
            "A call with this idempotency key is in progress; send it again to get its answer";

    // Two, so that one is made while the other waits for its commit.
    private static final int BATCHES_AT_ONCE = 2;
    // Each may make a whole chunk of deliveries, and who fires for one subscriber waits for the others in its batch.
    private static final int LARGEST_BATCH = 16;
    // All of them are a little more than a second.
    private static final long FIRST_PAUSE_MS = 10;
    private static final long LAST_PAUSE_MS = 640;

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
    TriggeredView fire(Shot shot) {
        return view(shot, shots.call(shot));
    }

    /** The same with what is the message's own; one that comes again with its key is answered as the first time. */
    TriggeredView send(Message message) {
        return view(message.shot(), settled(message));
    }

    /** Others with the same key are waited for here, where no batch waits too. */
    private Answer settled(Message message) {
        Answer answer = messages.call(message);
        for (long pause = FIRST_PAUSE_MS; pause <= LAST_PAUSE_MS && answer.firing() instanceof InProgress; pause *= 2) {
            pause(pause);
            answer = messages.call(message);
        }
        return answer;
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.conflict(IN_PROGRESS);
        }
    }

    private static TriggeredView view(Shot shot, Answer answer) {
        return switch (answer.firing()) {
            case Fired _ -> new TriggeredView(Epoch.of(answer.epoch()), shot.id(), shot.registrationId());
            case FiredBefore(var triggered, var epoch) ->
                new TriggeredView(Epoch.of(epoch), triggered, shot.registrationId());
            case OtherMessage() -> throw Refused.unprocessable(OTHER_MESSAGE);
            case InProgress() -> throw Refused.conflict(IN_PROGRESS);
            case Unknown() -> throw Refused.notFound(UNKNOWN);
            // Its owner alone, not even an admin: what an account sends is sent in its name.
            case NotOwned() -> throw Refused.unauthorized(NOT_OWNED);
        };
    }
}
