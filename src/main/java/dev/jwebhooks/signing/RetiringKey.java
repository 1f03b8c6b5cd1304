package dev.jwebhooks.signing;

import java.time.Instant;

/** A key that has been replaced, and until when it signs beside the new one. */
record RetiringKey(SigningKey key, Instant until) {
    boolean signsAt(Instant moment) {
        return until.isAfter(moment);
    }
}
