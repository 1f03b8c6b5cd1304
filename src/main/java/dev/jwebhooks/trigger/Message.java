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
 * @param checkedAgainst the digest of the schema that the data fits; null while it was checked against none
 */
record Message(
        Shot shot,
        @Nullable EventData eventData,
        @Nullable IdempotencyKey key,
        @Nullable String checkedAgainst) {
    private static final String NOT_YET = "";

    static Message of(Shot shot, @Nullable EventData eventData, @Nullable IdempotencyKey key) {
        return new Message(shot, eventData, key, null);
    }

    Message checkedAgainst(String schema) {
        return new Message(shot, eventData, key, schema);
    }

    /** The schema that it was checked against; null where it need not be, as what is registered fits already. */
    @Nullable
    String checked() {
        if (eventData == null) {
            return null;
        }
        return checkedAgainst == null ? NOT_YET : checkedAgainst;
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
