package dev.jwebhooks.signing;

import dev.jwebhooks.outbound.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account's deliveries are signed with.
 *
 * @param secretKey PyWebhooks' key
 * @param pywebhooksSignature whether it is used
 * @param secret the Standard Webhooks' key
 * @param ed25519 the key pair of those who want one, or null
 * @param retiring the keys before these, the newest first; some may have ended
 */
public record AccountKeys(
        String secretKey,
        boolean pywebhooksSignature,
        SigningSecret secret,
        @Nullable Ed25519Key ed25519,
        List<RetiringKey> retiring) {
    AccountKeys withPyWebhooksSignature(boolean used) {
        return new AccountKeys(secretKey, used, secret, ed25519, retiring);
    }

    /** With a new key pair where it is turned on, and without any, retiring ones too, where it is turned off. */
    AccountKeys withEd25519(boolean used) {
        if (used == (ed25519 != null)) {
            return this;
        }
        return used
                ? new AccountKeys(secretKey, pywebhooksSignature, secret, Ed25519Key.random(), retiring)
                : new AccountKeys(secretKey, pywebhooksSignature, secret, null, retiringSecrets());
    }

    private List<RetiringKey> retiringSecrets() {
        return retiring.stream()
                .filter(key -> key.key() instanceof SigningSecret)
                .toList();
    }

    /** The same with another secret, while the one it had still signs until then. */
    AccountKeys replaceSecret(SigningSecret other, Instant now, Instant until) {
        return new AccountKeys(secretKey, pywebhooksSignature, other, ed25519, retire(secret, now, until));
    }

    /** The same with another key pair in the place of that one, which still signs until then. */
    AccountKeys replaceEd25519(Ed25519Key old, Ed25519Key other, Instant now, Instant until) {
        return new AccountKeys(secretKey, pywebhooksSignature, secret, other, retire(old, now, until));
    }

    private List<RetiringKey> retire(SigningKey key, Instant now, Instant until) {
        return Stream.concat(Stream.of(new RetiringKey(key, until)), retiring.stream())
                .filter(one -> one.signsAt(now))
                .toList();
    }

    /** The keys before the ones it has that still sign. */
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

    private String signatures(Content content, Instant at) {
        StringBuilder signatures = new StringBuilder(secret.sign(content));
        if (ed25519 != null) {
            signatures.append(' ').append(ed25519.sign(content));
        }
        for (RetiringKey old : retiring) {
            if (old.signsAt(at)) {
                signatures.append(' ').append(old.key().sign(content));
            }
        }
        return signatures.toString();
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return "AccountKeys[hidden]";
    }
}
