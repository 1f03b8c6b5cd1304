package dev.jwebhooks.account;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** What can be done with accounts. */
@Component
class Accounts {
    private static final String UNKNOWN = "The account id does not exist";

    private final AccountStore store;
    private final EndpointContact endpoints;
    private final FailureLimit limit;
    private final Clock clock;

    Accounts(AccountStore store, EndpointContact endpoints, FailureLimit limit, Clock clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.limit = limit;
        this.clock = clock;
    }

    AccountView create(String username, String endpoint) {
        Username.check(username);
        if (store.existsByUsername(username)) {
            throw taken();
        }
        String echoing = endpoints.challenge(endpoint);
        Keys keys = Keys.random();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            Account account = store.saveAndFlush(Account.subscriber(username, echoing, keys, now));
            return AccountView.ofNew(account, keys.apiKey());
        } catch (DataIntegrityViolationException takenMeanwhile) {
            throw taken();
        }
    }

    AccountDetail show(UUID id, Caller caller) {
        Account account = known(id);
        caller.requireOwner(account.id());
        return AccountDetail.of(account, limit);
    }

    List<AccountView> page(PageRange range) {
        return store.page(range.start(), range.limit()).stream()
                .map(AccountView::of)
                .toList();
    }

    /** Whether anything changed. */
    boolean moveTo(UUID id, String endpoint) {
        return store.moveTo(id, endpoints.challenge(endpoint), limit.failures()) > 0;
    }

    int delete(UUID id, Caller caller) {
        caller.requireOwner(known(id).id());
        return store.remove(id);
    }

    int deleteAllButAdmins() {
        return store.removeAllButAdmins();
    }

    private Account known(UUID id) {
        return store.findById(id).orElseThrow(() -> Refused.notFound(UNKNOWN));
    }

    private static Refused taken() {
        return Refused.conflict("Username already exists");
    }
}
