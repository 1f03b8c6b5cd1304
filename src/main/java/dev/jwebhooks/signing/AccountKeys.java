package dev.jwebhooks.signing;

import dev.jwebhooks.outbound.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account's deliveries are signed with.
 *
 * @param secretKey PyWebhooks' key
 * @param pywebhooksSignature whether it is used
 * @param secret the Standard Webhooks' key
 * @param retiring the keys before it, the newest first; some may have ended
 */
public record AccountKeys(
        String secretKey, boolean pywebhooksSignature, SigningSecret secret, List<RetiringKey> retiring) {
    AccountKeys withPyWebhooksSignature(boolean used) {
        return new AccountKeys(secretKey, used, secret, retiring);
    }

    /** The same with another secret, while the one it had still signs until then. */
    AccountKeys replaceSecret(SigningSecret other, Instant now, Instant until) {
        List<RetiringKey> nowRetiring = Stream.concat(Stream.of(new RetiringKey(secret, until)), retiring.stream())
                .filter(key -> key.signsAt(now))
                .toList();
        return new AccountKeys(secretKey, pywebhooksSignature, other, nowRetiring);
    }

    /** The keys before the one it has that still sign. */
    List<RetiringKey> retiringAt(Instant now) {
        return retiring.stream().filter(key -> key.signsAt(now)).toList();
    }

    /**
     * The headers by which a receiver knows an attempt as ours.
     *
     * @param id the delivery's, the same for all its attempts
     * @param at when the attempt began
     * @param body the exact bytes that are sent
     */
    public List<Header> sign(UUID id, Instant at, byte[] body) {
        List<Header> headers = new ArrayList<>();
        if (pywebhooksSignature) {
            headers.add(new Header("pywebhooks-signature", PyWebhooksSignature.of(body, secretKey)));
        }
        headers.add(new Header("webhook-id", id.toString()));
        headers.add(new Header("webhook-timestamp", Long.toString(at.getEpochSecond())));
        headers.add(new Header("webhook-signature", signatures(Content.of(id.toString(), at, body), at)));
        return headers;
    }

    /** Most accounts have one key, and it is the hot path: no stream for them. */
    private String signatures(Content content, Instant at) {
        String signature = secret.sign(content);
        return retiring.isEmpty()
                ? signature
                : Stream.concat(
                                Stream.of(signature),
                                retiringAt(at).stream().map(key -> key.key().sign(content)))
                        .collect(Collectors.joining(" "));
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return "AccountKeys[hidden]";
    }
}
