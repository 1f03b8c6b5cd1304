package dev.jwebhooks.signing;

import static java.util.Comparator.naturalOrder;

import dev.jwebhooks.signing.SigningStore.Changed;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** What can be done with the keys that an account's deliveries are signed with. */
@Component
class Signing {
    static final String UNKNOWN = "The account id does not exist";

    // Each signs every delivery, so an account that replaces its keys without end would cost without end.
    private static final int MOST_RETIRING = 5;

    private final SigningStore store;
    private final SigningSettings settings;
    private final Clock clock;

    Signing(SigningStore store, SigningSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    SigningView show(UUID accountId, Caller caller) {
        AccountKeys keys = store.find(accountId).orElseThrow(Signing::unknown);
        caller.requireOwner(accountId);
        return SigningView.of(accountId, keys, clock.instant());
    }

    /** Whether anything changed. */
    boolean change(UUID accountId, SigningChange change) {
        return change(accountId, change::applyTo).isAny();
    }

    /** A new secret; the one before signs too, until the overlap is over. */
    SigningView rotateSecret(UUID accountId) {
        return rotate(accountId, (keys, now, until) -> keys.replaceSecret(SigningSecret.random(), now, until));
    }

    /** A new key pair in the same way; refused (409) where Ed25519 is off. */
    SigningView rotateEd25519(UUID accountId) {
        return rotate(accountId, (keys, now, until) -> {
            Ed25519Key old = keys.ed25519();
            if (old == null) {
                throw Refused.conflict("Ed25519 is off for this account; turn it on by PATCH /v1/account/signing"
                        + " {\"ed25519\": true}");
            }
            return keys.replaceEd25519(old, Ed25519Key.random(), now, until);
        });
    }

    /** How an account's keys are after one was replaced now and the old one signs until then. */
    private interface Replacement {
        AccountKeys of(AccountKeys keys, Instant now, Instant until);
    }

    private SigningView rotate(UUID accountId, Replacement replacement) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Changed changed = change(accountId, keys -> {
            requireRoom(keys.retiringAt(now), now);
            return replacement.of(keys, now, now.plus(settings.overlap()));
        });
        return SigningView.of(accountId, changed.after(), now);
    }

    private static void requireRoom(List<RetiringKey> retiring, Instant now) {
        if (retiring.size() >= MOST_RETIRING) {
            // Not the oldest: with another overlap since, a newer one may end before it.
            Instant roomAt = retiring.stream()
                    .map(RetiringKey::until)
                    .min(naturalOrder())
                    .orElseThrow();
            throw Refused.tooMany(
                    "Too many keys that were replaced still sign; try again when Retry-After is over",
                    Duration.between(now, roomAt));
        }
    }

    private Changed change(UUID accountId, UnaryOperator<AccountKeys> change) {
        return store.change(accountId, change).orElseThrow(Signing::unknown);
    }

    private static Refused unknown() {
        return Refused.notFound(UNKNOWN);
    }
}
