package dev.jwebhooks.account;

import dev.jwebhooks.web.Refused;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Endpoints that get nothing until their accounts resume them: what is made due for one is skipped. */
@Component
public class DisabledEndpoints {
    private final AccountStore store;
    private final FailureLimit limit;

    DisabledEndpoints(AccountStore store, FailureLimit limit) {
        this.store = store;
        this.limit = limit;
    }

    /**
     * Does nothing where that account's is none.
     *
     * @throws Refused 409 where it is one, so that nobody takes for sent what is not
     */
    public void refuse(UUID account) {
        if (store.findById(account).filter(found -> found.isDisabled(limit)).isPresent()) {
            throw Refused.conflict(
                    "The endpoint is disabled and would get nothing: its account has to resume it first");
        }
    }
}
