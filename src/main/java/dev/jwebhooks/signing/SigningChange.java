package dev.jwebhooks.signing;

import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.Refused;
import java.util.Optional;

/** What an account wants changed of how its deliveries are signed; what is empty stays. */
record SigningChange(Optional<Boolean> pywebhooksSignature, Optional<Boolean> ed25519) {
    /** Refuses a body that changes nothing (400). */
    static SigningChange of(JsonBody body) {
        SigningChange change = new SigningChange(body.flag("pywebhooks_signature"), body.flag("ed25519"));
        if (change.pywebhooksSignature.isEmpty() && change.ed25519.isEmpty()) {
            throw Refused.badRequest("Missing pywebhooks_signature or ed25519 field");
        }
        return change;
    }

    AccountKeys applyTo(AccountKeys keys) {
        AccountKeys changed =
                pywebhooksSignature.map(keys::withPyWebhooksSignature).orElse(keys);
        return ed25519.map(changed::withEd25519).orElse(changed);
    }
}
