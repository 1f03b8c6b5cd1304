package dev.jwebhooks.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionApiTest {
    private final Api api = RunningService.inProcess().api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final TestAccount subscriber = api.account(receiver.url("/subscriber"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_subscription_answers_with_both_ends() {
        String registration = api.register(owner, "e", "{}");

        Answer created = api.post("/v1/webhook/subscription/" + registration, subscriber);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().propertyNames())
                .containsExactlyInAnyOrder("account_id", "epoch", "id", "registration_id");
        assertThat(created.body().path("account_id").asString()).isEqualTo(subscriber.id());
        assertThat(created.body().path("registration_id").asString()).isEqualTo(registration);
    }

    @Test
    void an_unknown_registration_cannot_be_subscribed_to() {
        Answer unknown = api.post("/v1/webhook/subscription/" + UUID.randomUUID(), subscriber);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error()).isEqualTo("The registration id does not exist");
        assertThat(api.post("/v1/webhook/subscription/nonsense", subscriber).status())
                .isEqualTo(404);
    }

    @Test
    void subscribing_twice_is_two_records() {
        String registration = api.register(owner, "e", "{}");
        api.subscribe(subscriber, registration);
        api.subscribe(subscriber, registration);

        Answer own = api.get("/v1/webhook/subscription?start=0&limit=100", subscriber);

        assertThat(own.body().path("subscriptions").size()).isEqualTo(2);
        assertThat(api.get("/v1/webhook/subscriptions?start=0&limit=1", owner).status())
                .isEqualTo(200);
    }

    @Test
    void only_its_owner_ends_it() {
        String id = api.subscribe(subscriber, api.register(owner, "e", "{}"));
        String path = "/v1/webhook/subscription/" + id;

        assertThat(api.delete(path, owner).error()).isEqualTo("Not authorized");
        assertThat(api.delete(path, subscriber).body().path("deleted").asInt()).isEqualTo(1);
        assertThat(api.delete(path, subscriber).status()).isEqualTo(404);
        assertThat(api.delete("/v1/webhook/subscriptions", owner).error()).isEqualTo("Not an Admin");
    }
}
