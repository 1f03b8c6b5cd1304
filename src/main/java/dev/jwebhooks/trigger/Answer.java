package dev.jwebhooks.trigger;

import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.FiredBefore;
import dev.jwebhooks.trigger.Firing.InProgress;
import dev.jwebhooks.trigger.Firing.NotAskedAgain;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.OtherMessage;
import dev.jwebhooks.trigger.Firing.Unchecked;
import dev.jwebhooks.trigger.Firing.Unfit;
import dev.jwebhooks.trigger.Firing.Unknown;
import dev.jwebhooks.web.Epoch;
import dev.jwebhooks.web.Refused;
import java.time.Instant;

/** What became of a shot, and when. */
record Answer(Firing firing, Instant epoch) {
    static final String UNKNOWN = "Registration id not found";

    private static final String NOT_OWNED = "You don't have access to this registration record or it no longer exists";
    private static final String OTHER_MESSAGE =
            "This idempotency key came before with another message; a new message needs a new key";
    private static final String IN_PROGRESS =
            "A call with this idempotency key is in progress; send it again to get its answer";
    private static final String SCHEMA_CHANGES = "The event_schema changed again and again meanwhile; send it again";

    /** What the caller of this shot is shown, or told instead. */
    TriggeredView view(Shot shot) {
        return switch (firing) {
            case Fired _ -> new TriggeredView(Epoch.of(epoch), shot.id(), shot.registrationId());
            case FiredBefore(var triggered, var then) ->
                new TriggeredView(Epoch.of(then), triggered, shot.registrationId());
            case OtherMessage() -> throw Refused.unprocessable(OTHER_MESSAGE);
            case InProgress() -> throw Refused.conflict(IN_PROGRESS);
            case Unchecked _ -> throw Refused.conflict(SCHEMA_CHANGES);
            case Unfit(var why) -> throw why;
            case NotAskedAgain(var why) -> throw why;
            case Unknown() -> throw Refused.notFound(UNKNOWN);
            // Its owner alone, not even an admin: what an account sends is sent in its name.
            case NotOwned() -> throw Refused.unauthorized(NOT_OWNED);
        };
    }
}
