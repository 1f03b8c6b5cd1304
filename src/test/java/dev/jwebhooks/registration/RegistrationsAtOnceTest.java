package dev.jwebhooks.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two changes of a registration that come at the same moment. */
class RegistrationsAtOnceTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount owner = api.account(receiver.url("/owner"));
    private final String registration = api.register(owner, "e", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void changes_of_different_fields_are_both_kept() throws SQLException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = service.part(DataSource.class).getConnection();
                Statement row = holder.createStatement()) {
            holder.setAutoCommit(false);
            row.execute("select from registrations where id = '" + registration + "' for update");

            CompletableFuture<Answer> text = change(callers, "{\"description\": \"new\"}");
            CompletableFuture<Answer> schema = change(callers, "{\"event_schema\": {\"type\": \"object\"}}");
            await().until(() -> waiting() == 2);
            holder.rollback();

            assertThat(text.join().status()).isEqualTo(200);
            assertThat(schema.join().status()).isEqualTo(200);
        }
        assertThat(api.get("/v1/webhook/registration?start=0&limit=1", owner).text())
                .contains("\"description\":\"new\"", "\"event_schema\":{\"type\": \"object\"}");
    }

    private CompletableFuture<Answer> change(ExecutorService callers, String body) {
        return CompletableFuture.supplyAsync(
                () -> api.patch("/v1/webhook/registration/" + registration, owner, body), callers);
    }

    /** Both wait for the row, one of them behind the other. */
    private int waiting() {
        return service.database().sql("""
            select count(*) from pg_locks join pg_stat_activity using (pid)
            where not granted and datname = current_database()
            """).query(Integer.class).single();
    }
}
