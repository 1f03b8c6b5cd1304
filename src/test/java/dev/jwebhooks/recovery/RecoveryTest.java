package dev.jwebhooks.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final String paid = api.register(shop, "order.paid", "{}");
    private final String sent = api.register(shop, "order.sent", "{}");
    private final Instant noon =
            service.clock().instant().minus(Duration.ofHours(12)).truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void all_that_failed_or_was_skipped_in_that_time_is_sent_again() {
        List<UUID> lost = List.of(ended(paid, 3, "skipped"), ended(paid, 1, "failed"), ended(sent, 2, "failed"));
        ended(paid, 2, "succeeded");
        ended(paid, -1, "failed");
        ended(paid, 10, "failed");

        String recovery = begin("""
            {"since": "%s", "until": "%s"}
            """.formatted(noon, noon.plusSeconds(10)));

        await().until(() -> receiver.at("/anna").size() == 3);
        await().until(() -> state(recovery).equals("finished"));
        assertThat(receiver.at("/anna"))
                .extracting(Received::deliveryId)
                .containsExactlyInAnyOrderElementsOf(
                        lost.stream().map(UUID::toString).toList());
        assertThat(show(recovery, anna).body().path("resent").asInt()).isEqualTo(3);
        assertThat(show(recovery, anna).body().path("looked_at").asInt()).isEqualTo(4);
    }

    @Test
    void a_step_makes_the_oldest_due_first() {
        UUID third = ended(paid, 3, "skipped");
        UUID first = ended(paid, 1, "failed");
        UUID second = ended(sent, 2, "failed");
        RecoveryStore store = service.part(RecoveryStore.class);
        // So late that nobody else makes its steps, or sends what they make due.
        Instant late = service.clock().instant().plus(Duration.ofDays(1));
        RecoveryRequest all = new RecoveryRequest(noon, noon.plusSeconds(10), Set.of("failed", "skipped"), null);
        String recovery = store.begin(UUID.fromString(anna.id()), all, late)
                .orElseThrow()
                .id()
                .toString();

        await().until(() -> store.step(late).isPresent() && state(recovery).equals("finished"));

        assertThat(service.database()
                        .sql("""
                            with due as (
                                delete from deliveries where account_id = ?::uuid and state = 'pending'
                                returning id, next_attempt_at
                            )
                            select id from due order by next_attempt_at
                            """)
                        .param(anna.id())
                        .query(UUID.class)
                        .list())
                .containsExactly(first, second, third);
    }

    @Test
    void it_is_refused_while_the_endpoint_is_disabled_as_nothing_would_be_sent() {
        ended(paid, 1, "skipped");
        service.database()
                .sql("update accounts set gone_since = now() where id = ?::uuid")
                .param(anna.id())
                .update();
        String body = "{\"since\": %d}".formatted(noon.getEpochSecond());

        Answer refused = api.post("/v1/webhook/deliveries/recover", anna, body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error())
                .isEqualTo("The endpoint is disabled and would get nothing: its account has to resume it first");
        api.post("/v1/account/resume", anna);
        begin(body);
        await().until(() -> receiver.at("/anna").size() == 1);
    }

    @Test
    void it_can_be_about_one_webhook_and_one_fate() {
        UUID wanted = ended(sent, 1, "failed");
        ended(sent, 2, "skipped");
        ended(paid, 3, "failed");

        String recovery = begin("""
            {"since": %d, "status": ["failed"], "registration_id": "%s"}
            """.formatted(noon.getEpochSecond(), sent));

        await().until(() -> state(recovery).equals("finished"));
        await().until(() -> receiver.at("/anna").size() == 1);
        assertThat(receiver.at("/anna").getFirst().deliveryId()).isEqualTo(wanted.toString());
    }

    @Test
    void what_was_attempted_too_often_is_left_out() {
        UUID spent = ended(paid, 1, "failed");
        UUID other = ended(paid, 2, "failed");
        service.database()
                .sql("update deliveries set attempts = 1000 where id = ?")
                .param(spent)
                .update();

        String recovery = begin("{\"since\": %d}".formatted(noon.getEpochSecond()));

        await().until(() -> state(recovery).equals("finished"));
        await().until(() -> receiver.at("/anna").size() == 1);
        assertThat(receiver.at("/anna").getFirst().deliveryId()).isEqualTo(other.toString());
        assertThat(show(recovery, anna).body().path("looked_at").asInt()).isEqualTo(2);
        assertThat(resent(recovery)).isEqualTo(1);
    }

    @Test
    void its_pace_is_bounded_and_it_can_be_stopped() {
        for (int i = 0; i < 250; i++) {
            ended(paid, i, "failed");
        }
        String recovery = begin("{\"since\": %d}".formatted(noon.getEpochSecond()));
        await().until(() -> resent(recovery) > 0);

        Answer stopped = api.post("/v1/webhook/recoveries/" + recovery + "/stop", anna);

        assertThat(stopped.body().path("state").asString()).isEqualTo("stopped");
        assertThat(stopped.body().path("resent").asInt()).isIn(100, 200);
        await().until(() -> receiver.at("/anna").size() == resent(recovery));
        assertThat(state(recovery)).isEqualTo("stopped");
    }

    @Test
    void an_account_has_one_at_a_time_and_shows_it_to_nobody_else() {
        for (int i = 0; i < 150; i++) {
            ended(paid, i, "skipped");
        }
        String body = "{\"since\": %d}".formatted(noon.getEpochSecond());
        String recovery = begin(body);

        Answer second = api.post("/v1/webhook/deliveries/recover", anna, body);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.error()).isEqualTo("A recovery is running already: wait for its end, or stop it");
        assertThat(show(recovery, shop).status()).isEqualTo(401);
        assertThat(show(UUID.randomUUID().toString(), anna).status()).isEqualTo(404);
        assertThat(api.post("/v1/webhook/recoveries/" + recovery + "/stop", shop)
                        .status())
                .isEqualTo(401);
        await().until(() -> state(recovery).equals("finished"));
        assertThat(resent(recovery)).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                    | Missing since field
        {"since": true}                                       | The field since must be a string or a number
        {"since": "noon"}                                     | Invalid since parameter: seconds since 1970, or a time such as 2026-01-31T12:00:00Z
        {"since": 0, "until": "+300000-01-01T00:00:00Z"}      | Invalid until parameter: a time from 1970 to 9998
        {"since": 5, "until": 5}                              | since must be before until
        {"since": 0, "status": []}                            | The field status must be a list of failed, skipped, or both
        {"since": 0, "status": ["succeeded"]}                 | The field status must be a list of failed, skipped, or both
        {"since": 0, "registration_id": "1-1-1-1-1"}          | The field registration_id must be an id as the API gives them
        {"since": 0, "registration_id": "paid"}               | The field registration_id must be an id as the API gives them
        """)
    void a_wrong_field_is_told_with_what_would_be_right(String body, String error) {
        Answer refused = api.post("/v1/webhook/deliveries/recover", anna, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    /** A delivery to Anna that was fired so many seconds after noon and is over. */
    private UUID ended(String registration, int second, String state) {
        return new EndedDeliveries(service, shop, anna).add(registration, noon.plusSeconds(second), state);
    }

    private String begin(String body) {
        Answer begun = api.post("/v1/webhook/deliveries/recover", anna, body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        assertThat(begun.body().path("state").asString()).isEqualTo("running");
        return begun.body().path("id").asString();
    }

    private Answer show(String recovery, TestAccount account) {
        return api.get("/v1/webhook/recoveries/" + recovery, account);
    }

    private String state(String recovery) {
        return show(recovery, anna).body().path("state").asString();
    }

    private int resent(String recovery) {
        return show(recovery, anna).body().path("resent").asInt();
    }
}
