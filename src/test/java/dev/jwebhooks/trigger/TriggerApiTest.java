package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggerApiTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_trigger_answers_with_its_record() {
        String registration = api.register(owner, "e", "{}");

        Answer created = api.post("/v1/webhook/triggered/" + registration, owner);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().propertyNames()).containsExactlyInAnyOrder("epoch", "id", "registration_id");
        assertThat(created.body().path("registration_id").asString()).isEqualTo(registration);
        Answer list = api.get("/v1/webhook/triggered?start=0&limit=100", owner);
        assertThat(list.body().path("triggered_webhooks").size()).isPositive();
    }

    @Test
    void only_its_owner_fires_it_not_even_an_admin() {
        String registration = api.register(owner, "e", "{}");
        TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));

        Answer refused = api.post("/v1/webhook/triggered/" + registration, admin);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error())
                .isEqualTo("You don't have access to this registration record or it no longer exists");
    }

    @Test
    void an_unknown_registration_is_not_found() {
        assertThat(api.post("/v1/webhook/triggered/" + UUID.randomUUID(), owner).error())
                .isEqualTo("Registration id not found");
        assertThat(api.post("/v1/webhook/triggered/nonsense", owner).status()).isEqualTo(404);
    }

    @Test
    void a_fan_out_larger_than_a_chunk_is_finished_and_reaches_everybody_once() {
        try (RunningService small = RunningService.start(Databases.migrated(), "--jwebhooks.trigger.fan-out-chunk=7")) {
            Api smallApi = small.api();
            TestAccount publisher = smallApi.account(receiver.url("/publisher"));
            String registration = smallApi.register(publisher, "e", "{}");
            for (int i = 0; i < 35; i++) {
                smallApi.subscribe(smallApi.account(receiver.url("/s/" + i)), registration);
            }

            smallApi.trigger(publisher, registration);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> small.database()
                                    .sql("select count(*) from deliveries where state = 'succeeded'")
                                    .query(Integer.class)
                                    .single()
                            == 35);
            assertThat(receiver.all()).hasSize(35);
            // A last turn may find that there was nothing left.
            await().until(() -> small.database()
                            .sql("select count(*) from fan_outs")
                            .query(Integer.class)
                            .single()
                    == 0);
        }
    }

    @Test
    void a_burst_of_one_account_keeps_anothers_delivery_waiting_for_a_turn_and_not_for_its_end() {
        String[] narrow = {
            "--jwebhooks.trigger.fan-out-chunk=20",
            "--jwebhooks.delivery.backlog=2",
            "--jwebhooks.delivery.in-flight=8",
            "--jwebhooks.delivery.in-flight-per-endpoint=1"
        };
        try (RunningService small = RunningService.start(Databases.migrated(), narrow)) {
            Api smallApi = small.api();
            TestAccount bursting = smallApi.account(receiver.url("/bursting"));
            String burst = smallApi.register(bursting, "e", "{}");
            for (int i = 0; i < 100; i++) {
                receiver.answer("/s/" + i, _ -> {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    return 200;
                });
                smallApi.subscribe(smallApi.account(receiver.url("/s/" + i)), burst);
            }
            TestAccount other = smallApi.account(receiver.url("/other"));
            String single = smallApi.register(other, "e", "{}");
            smallApi.subscribe(other, single);

            for (int i = 0; i < 20; i++) {
                smallApi.trigger(bursting, burst);
            }
            smallApi.trigger(other, single);

            await().atMost(Duration.ofSeconds(2))
                    .until(() -> receiver.at("/other").size() == 1);
            assertThat(receiver.all()).hasSizeLessThan(1_500);
        }
    }
}
