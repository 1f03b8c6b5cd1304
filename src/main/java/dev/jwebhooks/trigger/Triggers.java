package dev.jwebhooks.trigger;

import dev.jwebhooks.batch.Batches;
import org.springframework.stereotype.Component;

/** Fires webhooks: calls that come at once are written together, and their deliveries share jobs. */
@Component
class Triggers {
    private final Batches<Shot, Answer> batches;

    Triggers(BatchFiring firing, ShotStore store) {
        this.batches = new Batches<>(
                BatchFiring.AT_ONCE,
                BatchFiring.LARGEST,
                shots -> firing.fire(shots.size(), (now, chunk) -> store.fire(shots, now, chunk)));
    }

    /** Returns when the triggered row is committed, with its deliveries or a fan-out that will make them. */
    TriggeredView fire(Shot shot) {
        return batches.call(shot).view(shot);
    }
}
