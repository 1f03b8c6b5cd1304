package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManyInTurnTest {
    private static final int OTHERS = 300;

    private final Receiver receiver = Receiver.start();
    private final RunningService service =
            RunningService.start(Databases.migrated(), "--jwebhooks.trigger.fan-out-chunk=100");
    private final Api api = service.api();
    private final TestAccount pattern = api.account(receiver.url("/pattern"));

    /** As if each commit took as long as it does on a busy disk; and each turn is counted. */
    @BeforeEach
    void slowDown() {
        service.database().sql("""
            create sequence turns;
            create table made (turn bigint, account_id uuid);
            create function wait() returns trigger language plpgsql as $$
            declare turn bigint default nextval('turns');
            begin
                insert into made select distinct turn, account_id from inserted;
                perform pg_sleep(0.05);
                return null;
            end $$;
            create trigger wait after insert on deliveries referencing new table as inserted
                for each statement execute function wait()
            """).update();
    }

    @AfterEach
    void close() {
        service.close();
        receiver.close();
    }

    @Test
    void three_hundred_who_fire_during_a_burst_have_their_turns_together() throws Exception {
        Publisher burst = api.subscribedToItself(receiver.url("/burst/0"));
        accounts("burst", 2_000);
        service.database().sql("""
            insert into subscriptions (id, account_id, registration_id, epoch)
            select gen_random_uuid(), id, ?::uuid, epoch from accounts where username like 'burst-%'
            """).param(burst.registration()).update();
        List<Publisher> others = others();
        for (int i = 0; i < 20; i++) {
            api.trigger(burst);
        }

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            others.forEach(other -> answers.add(callers.submit(() -> api.trigger(other))));
            for (Future<String> answer : answers) {
                answer.get();
            }
        }
        long answered = turns();

        await().atMost(Duration.ofSeconds(30)).until(() -> delivered("/other/") == OTHERS);
        assertThat(lastTurnOfOthers() - answered)
                .as("turns after the last answer, of a hundred accounts each")
                .isLessThanOrEqualTo(10);
        assertThat(waiting(burst)).isPositive();
    }

    private long turns() {
        return service.database()
                .sql("select last_value from turns")
                .query(Long.class)
                .single();
    }

    private long lastTurnOfOthers() {
        return service.database()
                .sql("select max(turn) from made join accounts a on a.id = account_id where username like 'other-%'")
                .query(Long.class)
                .single();
    }

    /** Accounts with the keys of the pattern, and an endpoint each. */
    private void accounts(String name, int count) {
        service.database()
                .sql("""
                    insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, epoch)
                    select gen_random_uuid(), :name || '-' || n, :endpoint || n, api_key_hash, secret_key, false, epoch
                    from accounts, generate_series(1, :count) n where id = :pattern::uuid
                    """)
                .param("name", name)
                .param("endpoint", receiver.url("/" + name + "/"))
                .param("count", count)
                .param("pattern", pattern.id())
                .update();
    }

    private List<Publisher> others() {
        accounts("other", OTHERS);
        service.database().sql("""
            insert into registrations (id, account_id, event, description, event_data, epoch)
            select gen_random_uuid(), id, 'e', 'd', '{}', epoch from accounts where username like 'other-%'
            """).update();
        service.database().sql("""
            insert into subscriptions (id, account_id, registration_id, epoch)
            select gen_random_uuid(), a.id, r.id, a.epoch
            from accounts a join registrations r on r.account_id = a.id where username like 'other-%'
            """).update();
        return service.database()
                .sql("""
                    select a.id, a.username, r.id as registration
                    from accounts a join registrations r on r.account_id = a.id where username like 'other-%'
                    """)
                .query((row, _) -> new Publisher(
                        new TestAccount(row.getString(1), row.getString(2), pattern.apiKey(), pattern.secretKey()),
                        row.getString(3)))
                .list();
    }

    private long delivered(String path) {
        return receiver.all().stream()
                .map(Received::path)
                .filter(at -> at.startsWith(path))
                .distinct()
                .count();
    }

    private int waiting(Publisher publisher) {
        return service.database()
                .sql("select count(*) from fan_outs where account_id = ?::uuid")
                .param(publisher.account().id())
                .query(Integer.class)
                .single();
    }
}
