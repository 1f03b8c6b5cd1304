package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.TestAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Who is there: some publishers, each with a webhook of its own and as many subscribers to it. */
record Population(List<Publisher> publishers, List<Subscriber> subscribers, int subscribersEach) {
    record Publisher(TestAccount account, String registration) {}

    record Subscriber(UUID account, Manner manner) {}

    /** Each publisher's n-th subscriber has the n-th manner. */
    static Population create(Api api, Endpoints endpoints, int publishers, List<Manner> manners) {
        List<Publisher> made = new ArrayList<>();
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            TestAccount account = api.account(endpoints.url(Manner.HEALTHY, 0));
            Publisher publisher = new Publisher(account, api.register(account, "fired", "{\"publisher\": " + i + "}"));
            made.add(publisher);
            for (Manner manner : manners) {
                TestAccount subscriber = api.account(endpoints.url(manner, subscribers.size() + 1));
                api.subscribe(subscriber, publisher.registration());
                subscribers.add(new Subscriber(UUID.fromString(subscriber.id()), manner));
            }
        }
        return new Population(made, subscribers, manners.size());
    }

    List<UUID> registrations() {
        return publishers.stream()
                .map(publisher -> UUID.fromString(publisher.registration()))
                .toList();
    }

    List<UUID> accounts() {
        return subscribers.stream().map(Subscriber::account).toList();
    }

    /** Those whose endpoints never answer well before they are healed. */
    List<UUID> neverSucceeding() {
        return subscribers.stream()
                .filter(subscriber -> subscriber.manner.neverSucceeds())
                .map(Subscriber::account)
                .toList();
    }
}
