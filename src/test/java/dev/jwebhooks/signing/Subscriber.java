package dev.jwebhooks.signing;

import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** An account that listens to a webhook of its own, on a path of its own. */
record Subscriber(Api api, Receiver receiver, String path, TestAccount account, String registration) {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DATA = "{\"text\": \"ü / \\u2028\", \"n\": 1.10}";

    static Subscriber at(String path, Api api, Receiver receiver) {
        TestAccount account = api.account(receiver.url(path));
        String registration = api.register(account, "order.paid", DATA);
        api.subscribe(account, registration);
        return new Subscriber(api, receiver, path, account, registration);
    }

    /** Fires the webhook, and gives what came of it. */
    Received fire() {
        int before = receiver.at(path).size();
        api.trigger(account, registration);
        return received(before + 1);
    }

    /** The n-th request, once it has come. */
    Received received(int nth) {
        await().atMost(SOON).until(() -> receiver.at(path).size() >= nth);
        return receiver.at(path).get(nth - 1);
    }

    /** What the API shows of how its deliveries are signed. */
    JsonNode signing() {
        return api.get("/v1/account/" + account.id() + "/signing", account).body();
    }

    /** Changes how its deliveries are signed, and gives what the API answers. */
    Api.Answer change(String json) {
        return api.patch("/v1/account/signing", account, json);
    }

    /** Asks for a new secret, and gives what the API answers. */
    Api.Answer rotate() {
        return api.post("/v1/account/signing/rotate", account);
    }

    String secret() {
        return signing().path("secret").asString();
    }
}
