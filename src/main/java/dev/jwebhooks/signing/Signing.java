package dev.jwebhooks.signing;

import dev.jwebhooks.signing.SigningStore.Changed;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** What can be done with the keys that an account's deliveries are signed with. */
@Component
class Signing {
    static final String UNKNOWN = "The account id does not exist";

    // Each signs every delivery, so an account that replaces its secret without end would cost without end.
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

    /** A new secret; the one before signs too, until the overlap is over. */
    SigningView rotate(UUID accountId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AccountKeys rotated = change(accountId, keys -> rotated(keys, now)).after();
        return SigningView.of(accountId, rotated, now);
    }

    /** Whether anything changed. */
    boolean change(UUID accountId, Optional<Boolean> pywebhooksSignature) {
        boolean used = pywebhooksSignature.orElseThrow(() -> Refused.badRequest("Missing pywebhooks_signature field"));
        return change(accountId, keys -> keys.withPyWebhooksSignature(used)).isAny();
    }

    private Changed change(UUID accountId, UnaryOperator<AccountKeys> change) {
        return store.change(accountId, change).orElseThrow(Signing::unknown);
    }

    private AccountKeys rotated(AccountKeys keys, Instant now) {
        List<RetiringKey> retiring = keys.retiringAt(now);
        if (retiring.size() >= MOST_RETIRING) {
            throw Refused.tooMany(
                    "Too many secrets before this one still sign; try again when Retry-After is over",
                    Duration.between(now, retiring.getLast().until()));
        }
        return keys.replaceSecret(SigningSecret.random(), now, now.plus(settings.overlap()));
    }

    private static Refused unknown() {
        return Refused.notFound(UNKNOWN);
    }
}
