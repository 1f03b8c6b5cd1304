package dev.jwebhooks.signing;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What can be done with the keys that an account's deliveries are signed with. */
@Component
class Signing {
    static final String UNKNOWN = "The account id does not exist";

    private final SigningStore store;

    Signing(SigningStore store) {
        this.store = store;
    }

    SigningView show(UUID accountId, Caller caller) {
        AccountKeys keys = store.find(accountId).orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(accountId);
        return SigningView.of(accountId, keys);
    }
}
