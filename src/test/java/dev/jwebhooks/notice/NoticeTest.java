package dev.jwebhooks.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.delivery.NoticeIds;
import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class NoticeTest {
    private static final String DISABLED = "jwebhooks.endpoint.disabled";
    private static final String RECOVERED = "jwebhooks.endpoint.recovered";
    private static final String EXHAUSTED = "jwebhooks.delivery.exhausted";

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount anna = api.account(receiver.url("/anna"));
    private final TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));
    private final String registration = api.register(shop, "order.paid", "{}");

    @BeforeEach
    void subscribe() {
        api.subscribe(anna, registration);
    }

    @AfterEach
    void wantNothingMore() {
        wish(admin, "{\"events\": []}");
        receiver.close();
    }

    @Test
    void the_admin_is_told_of_everyones_endpoint_that_is_disabled_once() {
        wish(admin, "{\"events\": [\"%s\"], \"everyone\": true}".formatted(DISABLED));
        receiver.answer("/anna", 410);
        api.trigger(shop, registration);

        await().until(() -> about(anna, "/admin").size() == 1);
        Received notice = about(anna, "/admin").getFirst();
        assertThat(notice.event()).isEqualTo(DISABLED);
        assertThat(notice.body())
                .isEqualTo("{\"account_id\": \"%s\", \"reason\": \"the endpoint wants nothing more (410)\"}"
                        .formatted(anna.id()));
        assertThat(notice.isSignedWith(admin.secretKey())).isTrue();
        api.trigger(shop, registration);
        await().until(() -> skipped(anna) == 1);
        assertThat(about(anna, "/admin")).hasSize(1);
    }

    @Test
    void who_a_notice_is_about_sees_nothing_of_where_else_it_went() {
        wish(admin, "{\"events\": [\"%s\"], \"everyone\": true}".formatted(DISABLED));
        receiver.answer("/anna", 410);
        api.trigger(shop, registration);
        await().until(() -> about(anna, "/admin").size() == 1);
        JsonNode delivery = api.get("/v1/webhook/deliveries?event=" + DISABLED, admin)
                .body()
                .path("deliveries")
                .path(0);
        String id = delivery.path("id").asString();
        String triggered = delivery.path("triggered_id").asString();

        assertThat(api.get("/v1/webhook/deliveries?as=publisher", anna).body().path("deliveries"))
                .isEmpty();
        assertThat(api.get("/v1/webhook/deliveries/" + id, anna).status()).isEqualTo(401);
        assertThat(api.post("/v1/webhook/deliveries/" + id + "/retry", anna).status())
                .isEqualTo(401);
        assertThat(api.get("/v1/webhook/triggered/" + triggered, anna).status()).isEqualTo(401);
        assertThat(api.get("/v1/webhook/deliveries/" + id, admin).status()).isEqualTo(200);
    }

    @Test
    void the_list_of_what_was_fired_has_no_notices() {
        wish(admin, "{\"events\": [\"%s\"], \"everyone\": true}".formatted(DISABLED));
        receiver.answer("/anna", 410);
        String first = api.trigger(shop, registration);
        await().until(() -> about(anna, "/admin").size() == 1);
        String second = api.trigger(shop, registration);

        JsonNode page = api.get("/v1/webhook/triggered?limit=100&start=" + Math.max(0, triggered() - 50), anna)
                .body()
                .path("triggered_webhooks");

        assertThat(page.valueStream().map(one -> one.path("id").asString())).contains(first, second);
        assertThat(page.valueStream().map(one -> one.path("registration_id").asString()))
                .doesNotContain("00000000-0000-0000-0000-000000000000");
    }

    @Test
    void an_account_is_told_of_its_own_delivery_that_is_given_up_and_of_nobody_elses() {
        wish(shop, "{\"events\": [\"%s\"]}".formatted(EXHAUSTED));
        wish(anna, "{\"events\": [\"%s\"]}".formatted(EXHAUSTED));
        receiver.answer("/anna", post -> post.event().equals("order.paid") ? 500 : 200);
        api.trigger(shop, registration);
        for (int attempts = 1; attempts <= 4; attempts++) {
            awaitAttempts(attempts);
            makeDue();
        }

        await().until(() -> about(anna, "/anna").size() == 1);
        Received notice = about(anna, "/anna").getFirst();
        assertThat(notice.event()).isEqualTo(EXHAUSTED);
        String delivery = receiver.at("/anna").getFirst().deliveryId();
        assertThat(notice.body())
                .isEqualTo("{\"account_id\": \"%s\", \"delivery_id\": \"%s\"}".formatted(anna.id(), delivery));
        assertThat(about(anna, "/shop")).isEmpty();
    }

    @Test
    void an_account_is_told_when_its_endpoint_answers_again_after_it_was_held() {
        wish(anna, "{\"events\": [\"%s\"]}".formatted(RECOVERED));
        receiver.answer("/anna", 500);
        for (int i = 0; i < 5; i++) {
            api.trigger(shop, registration);
        }
        await().until(() -> service.database()
                .sql("select held_until is not null from accounts where id = ?::uuid")
                .param(anna.id())
                .query(Boolean.class)
                .single());
        receiver.answer("/anna", 200);
        service.database()
                .sql("update accounts set held_until = ? where id = ?::uuid")
                .params(service.clock().instant().atOffset(java.time.ZoneOffset.UTC), anna.id())
                .update();
        makeDue();

        await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> about(anna, "/anna").stream()
                        .anyMatch(one -> one.event().equals(RECOVERED)));
    }

    @ParameterizedTest
    @CsvSource({"410, 0", "500, 249"})
    void an_account_is_told_once_when_its_endpoint_answers_after_it_was_disabled_and_resumed(int answer, int failures) {
        wish(anna, "{\"events\": [\"%s\"]}".formatted(RECOVERED));
        disable(answer, failures);

        receiver.answer("/anna", 200);
        api.post("/v1/account/resume", anna);
        api.trigger(shop, registration);
        await().until(() -> about(anna, "/anna").size() == 1);
        api.trigger(shop, registration);

        await().until(() -> receiver.at("/anna").size() == 4);
        assertThat(about(anna, "/anna")).hasSize(1);
        assertThat(about(anna, "/anna").getFirst().event()).isEqualTo(RECOVERED);
    }

    @Test
    void an_account_is_told_when_another_endpoint_answers_in_the_place_of_one_that_was_disabled() {
        wish(anna, "{\"events\": [\"%s\"]}".formatted(RECOVERED));
        disable(410, 0);

        api.patch("/v1/account", anna, "{\"endpoint\": \"%s\"}".formatted(receiver.url("/moved")));
        api.trigger(shop, registration);

        await().until(() -> about(anna, "/moved").size() == 1);
        assertThat(about(anna, "/moved").getFirst().event()).isEqualTo(RECOVERED);
    }

    private void disable(int answer, int failures) {
        receiver.answer("/anna", answer);
        service.database()
                .sql("update accounts set failed_count = ? where id = ?::uuid")
                .params(failures, anna.id())
                .update();
        api.trigger(shop, registration);
        await().until(() -> api.get("/v1/account/" + anna.id(), anna)
                .body()
                .path("endpoint_status")
                .path("status")
                .asString()
                .equals("disabled"));
    }

    @Test
    void a_notice_that_is_given_up_is_nothing_to_tell() {
        wish(admin, "{\"events\": [\"%s\"], \"everyone\": true}".formatted(EXHAUSTED));
        wish(anna, "{\"events\": [\"%s\"]}".formatted(DISABLED));
        receiver.answer("/anna", 410);
        api.trigger(shop, registration);
        await().until(() -> about(anna, "/admin").size() == 1);

        await().until(() -> skipped(anna) == 1);
        assertThat(about(anna, "/admin")).hasSize(1);
        assertThat(about(anna, "/admin").getFirst().event()).isEqualTo(EXHAUSTED);
    }

    @Test
    void what_is_wanted_can_be_seen_and_is_replaced_as_a_whole() {
        assertThat(api.get("/v1/account/notices", anna).text()).isEqualTo("{\"events\":[],\"everyone\":false}");

        wish(anna, "{\"events\": [\"%s\", \"%s\"]}".formatted(DISABLED, EXHAUSTED));
        wish(anna, "{\"events\": [\"%s\"]}".formatted(RECOVERED));

        assertThat(api.get("/v1/account/notices", anna).text())
                .isEqualTo("{\"events\":[\"%s\"],\"everyone\":false}".formatted(RECOVERED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                              | 400 | Missing events field
        {"events": "all"}               | 400 | The field events must be a list
        {"events": ["order.paid"]}      | 400 | The field events must be a list of jwebhooks.endpoint.disabled, jwebhooks.endpoint.recovered, jwebhooks.delivery.exhausted
        {"events": [7]}                 | 400 | The field events must be a list of jwebhooks.endpoint.disabled, jwebhooks.endpoint.recovered, jwebhooks.delivery.exhausted
        {"events": [], "everyone": true}| 401 | Not an Admin
        """)
    void a_wish_that_is_none_is_refused(String body, int status, String error) {
        Answer refused = api.patch("/v1/account/notices", anna, body);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void who_has_no_endpoint_is_told_to_set_one_first_and_can_want_nothing() {
        service.database()
                .sql("update accounts set endpoint = null where id = ?::uuid")
                .param(admin.id())
                .update();

        Answer refused = api.patch(
                "/v1/account/notices", admin, "{\"events\": [\"%s\"], \"everyone\": true}".formatted(DISABLED));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error())
                .isEqualTo("The account has no endpoint that notices could come to: set one first (PATCH /v1/account)");
        wish(admin, "{\"events\": []}");
    }

    private void wish(TestAccount account, String body) {
        Answer changed = api.patch("/v1/account/notices", account, body);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    /** Notices that came there and are about that account. */
    private List<Received> about(TestAccount account, String path) {
        return receiver.at(path).stream()
                .filter(one ->
                        one.event().startsWith("jwebhooks.") && one.body().contains(account.id()))
                .toList();
    }

    private void awaitAttempts(int attempts) {
        await().until(() -> service.database()
                        .sql("select coalesce(max(attempts), 0) from deliveries where account_id = ?::uuid")
                        .param(anna.id())
                        .query(Integer.class)
                        .single()
                == attempts);
    }

    private void makeDue() {
        service.database()
                .sql("update deliveries set next_attempt_at = ? where account_id = ?::uuid and state = 'pending'")
                .params(service.clock().instant().atOffset(java.time.ZoneOffset.UTC), anna.id())
                .update();
    }

    /** As many as the list has, which is of all accounts. */
    private long triggered() {
        return service.database()
                .sql("select count(*) from triggered_webhooks where " + NoticeIds.IS_NONE)
                .query(Long.class)
                .single();
    }

    private int skipped(TestAccount account) {
        return api.get("/v1/webhook/deliveries?status=skipped", account)
                .body()
                .path("deliveries")
                .size();
    }
}
