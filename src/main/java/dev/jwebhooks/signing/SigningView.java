package dev.jwebhooks.signing;

import dev.jwebhooks.web.Epoch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How an account's deliveries are signed, as its owner sees it. Keys that retire are not shown again. */
record SigningView(UUID accountId, boolean pywebhooksSignature, String secret, List<Retiring> retiring) {
    static SigningView of(UUID accountId, AccountKeys keys, Instant now) {
        return new SigningView(
                accountId,
                keys.pywebhooksSignature(),
                keys.secret().text(),
                keys.retiringAt(now).stream().map(Retiring::of).toList());
    }

    /** A key before the one shown, and until when it signs too. */
    record Retiring(String signature, Epoch until) {
        static Retiring of(RetiringKey key) {
            return new Retiring("v1", Epoch.of(key.until()));
        }
    }
}
