package dev.jwebhooks.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the Standard Webhooks sign: {@code id.timestamp.body}. The head stands apart, so that the body is not copied.
 *
 * @param head the id and the seconds since 1970, each with a dot after it
 * @param body the exact bytes that are sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy per subscriber is what must not happen
record Content(byte[] head, byte[] body) {
    /** @param id without a dot, or one delivery could be taken for another */
    static Content of(String id, Instant at, byte[] body) {
        return new Content((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII), body);
    }
}
