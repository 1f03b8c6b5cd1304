package dev.jwebhooks.notice;

import dev.jwebhooks.delivery.OutcomeWatch;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import dev.jwebhooks.web.Refused;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells who asked for it what happened. Whether anybody did is looked up every few seconds, so that an installation
 * without notices pays nothing for them; what an account asks another instance for begins within that time.
 */
@Component
class Notices implements OutcomeWatch, Polling {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final NoticeStore store;
    private final Poller poller;
    private volatile boolean wanted = true;

    Notices(NoticeStore store) {
        this.store = store;
        this.poller = new Poller("notices", LOOK_EVERY, this::look);
    }

    private Duration look() {
        wanted = store.anybodyWantsAny();
        return LOOK_EVERY;
    }

    Wish wishOf(UUID account) {
        return store.wishOf(account);
    }

    /** @throws Refused 422 where something is wanted and there is no endpoint that it could come to */
    void change(UUID account, Wish wish) {
        if (!wish.events().isEmpty() && !store.hasEndpoint(account)) {
            throw Refused.unprocessable(
                    "The account has no endpoint that notices could come to: set one first (PATCH /v1/account)");
        }
        store.replaceWish(account, wish);
        poller.wake();
    }

    @Override
    public boolean isWanted() {
        return wanted;
    }

    @Override
    public boolean recorded(Recorded recorded) {
        List<Notice> notices = store.happened(recorded);
        return !notices.isEmpty() && store.send(notices, recorded.at()) > 0;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
