package dev.jwebhooks.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.delivery.NoticeIds;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class NoticesBeforeTest {
    private static final UUID NONE = new UUID(0, 0);

    private final String url = Databases.createAt("18");
    private final UUID account = UUID.randomUUID();

    @Test
    void notices_of_the_version_before_are_fired_by_nobody_and_have_ids_of_their_kind_and_all_else_is_as_it_was() {
        UUID notice = delivered(fired(NONE, "jwebhooks.endpoint.disabled"));
        UUID webhook = delivered(fired(UUID.randomUUID(), "jwebhooks.endpoint.disabled"));

        try (RunningService service = RunningService.start(url)) {
            assertThat(isFired(service.database(), notice)).isFalse();
            assertThat(isFired(service.database(), webhook)).isTrue();
            assertThat(isNotice(service.database(), notice)).isTrue();
            assertThat(isNotice(service.database(), webhook)).isFalse();
        }
    }

    @Test
    void one_that_waited_then_is_left_out_of_a_page_and_does_not_end_it() {
        String waiting = waits(fired(NONE, "jwebhooks.endpoint.disabled")).toString();

        try (Receiver receiver = Receiver.start();
                RunningService service = RunningService.start(url)) {
            Api api = service.api();
            Publisher shop = api.subscribedToItself(receiver.url("/shop"));
            String fired = api.trigger(shop);

            Answer first = api.get("/v1/webhook/triggered?start=0&limit=1", shop.account());
            Answer both = api.get("/v1/webhook/triggered?start=0&limit=2", shop.account());
            Answer all = api.get("/v1/webhook/triggered?start=0&limit=3", shop.account());

            assertThat(first.text()).isEqualTo("{\"triggered_webhooks\":[],\"next_start\":1}");
            assertThat(both.body().path("next_start").asInt()).isEqualTo(2);
            assertThat(both.text()).contains(fired).doesNotContain(waiting);
            assertThat(all.text()).contains(fired).doesNotContain("next_start");
        }
    }

    private UUID delivered(UUID triggered) {
        UUID id = UUID.randomUUID();
        before().sql("""
            insert into jwebhooks.deliveries (id, triggered_id, account_id, state)
            values (?, ?, ?, 'succeeded')
            """).params(id, triggered, account).update();
        return id;
    }

    private UUID waits(UUID triggered) {
        before().sql("""
            insert into jwebhooks.deliveries (id, triggered_id, account_id, state, next_attempt_at)
            values (gen_random_uuid(), ?, ?, 'pending', now() + interval '1 hour')
            """).params(triggered, account).update();
        return triggered;
    }

    private JdbcClient before() {
        return JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""));
    }

    private UUID fired(UUID registration, String event) {
        UUID id = UUID.randomUUID();
        before().sql("""
            insert into jwebhooks.triggered_webhooks (id, registration_id, account_id, epoch, event, body)
            values (?, ?, ?, now(), ?, '')
            """).params(id, registration, account, event).update();
        return id;
    }

    private boolean isFired(JdbcClient database, UUID delivery) {
        return ofItsTrigger(database, delivery, "account_id is not distinct from '%s'".formatted(account));
    }

    private static boolean isNotice(JdbcClient database, UUID delivery) {
        return !ofItsTrigger(database, delivery, NoticeIds.IS_NONE);
    }

    private static boolean ofItsTrigger(JdbcClient database, UUID delivery, String condition) {
        return database.sql(
                        "select %s from triggered_webhooks where id = (select triggered_id from deliveries where id = ?)"
                                .formatted(condition))
                .param(delivery)
                .query(Boolean.class)
                .single();
    }
}
