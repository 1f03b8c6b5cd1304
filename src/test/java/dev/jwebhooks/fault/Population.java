package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.TestAccount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Who is there: some publishers, each with a webhook of its own and as many subscribers to it.
 *
 * @param turns in which they fire, over and over
 */
record Population(
        List<Publisher> publishers, List<Publisher> turns, List<Subscriber> subscribers, int subscribersEach) {
    record Subscriber(UUID account, Manner manner) {}

    /** Each publisher's n-th subscriber has the n-th manner. */
    static Population create(Api api, Endpoints endpoints, int publishers, List<Manner> manners) {
        return create(api, endpoints, Collections.nCopies(publishers, manners));
    }

    /** A publisher for each list of manners; all of them have to be of one length. */
    static Population create(Api api, Endpoints endpoints, List<List<Manner>> publishers) {
        List<Publisher> made = new ArrayList<>();
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < publishers.size(); i++) {
            TestAccount account = api.account(endpoints.url(Manner.HEALTHY, 0));
            Publisher publisher = new Publisher(account, api.register(account, "fired", "{\"publisher\": " + i + "}"));
            made.add(publisher);
            for (Manner manner : publishers.get(i)) {
                TestAccount subscriber = api.account(endpoints.url(manner, subscribers.size() + 1));
                api.subscribe(subscriber, publisher.registration());
                subscribers.add(new Subscriber(UUID.fromString(subscriber.id()), manner));
            }
        }
        return new Population(made, made, subscribers, publishers.getFirst().size());
    }

    /** Of all but the first ones each fires once in so many triggers only, the first ones by turns in between. */
    Population seldom(int first, int triggers) {
        List<Publisher> seldom = publishers.subList(first, publishers.size());
        List<Publisher> order = new ArrayList<>();
        for (int i = 0; i < triggers; i++) {
            order.add(publishers.get(i % first));
        }
        for (int i = 0; i < seldom.size(); i++) {
            order.set(i * triggers / seldom.size(), seldom.get(i));
        }
        return new Population(publishers, order, subscribers, subscribersEach);
    }

    /** Who fires at the n-th trigger of all. */
    Publisher inTurn(long nth) {
        return turns.get((int) (nth % turns.size()));
    }

    List<UUID> registrations() {
        return publishers.stream()
                .map(publisher -> UUID.fromString(publisher.registration()))
                .toList();
    }

    List<UUID> accounts() {
        return accounts(_ -> true);
    }

    /** Those whose endpoints never answer well before they are healed. */
    List<UUID> neverSucceeding() {
        return accounts(subscriber -> subscriber.manner.neverSucceeds());
    }

    /** All others. */
    List<UUID> sometimesSucceeding() {
        return accounts(subscriber -> !subscriber.manner.neverSucceeds());
    }

    private List<UUID> accounts(Predicate<Subscriber> which) {
        return subscribers.stream().filter(which).map(Subscriber::account).toList();
    }
}
