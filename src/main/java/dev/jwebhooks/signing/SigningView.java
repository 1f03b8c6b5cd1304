package dev.jwebhooks.signing;

import dev.jwebhooks.web.Epoch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an account's deliveries are signed, as its owner sees it. Keys that retire are not shown again. */
record SigningView(
        UUID accountId,
        boolean pywebhooksSignature,
        String secret,
        @Nullable String publicKey,
        List<Retiring> retiring) {
    static SigningView of(UUID accountId, AccountKeys keys, Instant now) {
        Ed25519Key ed25519 = keys.ed25519();
        return new SigningView(
                accountId,
                keys.pywebhooksSignature(),
                keys.secret().text(),
                ed25519 == null ? null : ed25519.publicKey(),
                keys.retiringAt(now).stream().map(Retiring::of).toList());
    }

    /** A key before the one shown, and until when it signs too. */
    record Retiring(String signature, Epoch until) {
        static Retiring of(RetiringKey key) {
            return new Retiring(key.key().version(), Epoch.of(key.until()));
        }
    }
}
