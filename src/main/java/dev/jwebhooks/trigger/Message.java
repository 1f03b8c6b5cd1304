package dev.jwebhooks.trigger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A shot with what is its own.
 *
 * @param eventData what is sent; null for what is registered
 * @param key by which its caller may send it again; null for none
 * @param fit whether the data fits the registration's schema
 */
record Message(
        Shot shot, @Nullable EventData eventData, @Nullable IdempotencyKey key, Fit fit) {
    private static final String NOT_YET = "";

    static Message of(Shot shot, @Nullable EventData eventData, @Nullable IdempotencyKey key) {
        return new Message(shot, eventData, key, new Fit.Unknown());
    }

    Message with(Fit found) {
        return new Message(shot, eventData, key, found);
    }

    /** The schema that it fits; null where it need not be checked, as what is registered fits already. */
    @Nullable
    String checked() {
        if (eventData == null) {
            return null;
        }
        return fit instanceof Fit.Fits(var schema) ? schema : NOT_YET;
    }

    /** What is sent, as it is stored. */
    byte @Nullable [] data() {
        return eventData == null ? null : eventData.json().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The same for what means the same: the registration and the data, however it was written. Null without a key, as
     * it is only asked for with one.
     */
    byte @Nullable [] fingerprint() {
        if (key == null) {
            return null;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(shot.registrationId().toString().getBytes(StandardCharsets.US_ASCII));
            byte[] data = data();
            return data == null ? digest.digest() : digest.digest(data);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
