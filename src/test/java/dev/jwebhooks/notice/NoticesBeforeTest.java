package dev.jwebhooks.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Databases;
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
    void notices_of_the_version_before_are_no_more_fired_by_whom_they_are_about_and_all_else_is() {
        UUID notice = fired(NONE, "jwebhooks.endpoint.disabled");
        UUID webhook = fired(UUID.randomUUID(), "jwebhooks.endpoint.disabled");

        try (RunningService service = RunningService.start(url)) {
            assertThat(isFired(service.database(), notice)).isFalse();
            assertThat(isFired(service.database(), webhook)).isTrue();
        }
    }

    private UUID fired(UUID registration, String event) {
        UUID id = UUID.randomUUID();
        JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                .sql("""
                    insert into jwebhooks.triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                    values (?, ?, ?, now(), ?, '')
                    """)
                .params(id, registration, account, event)
                .update();
        return id;
    }

    private boolean isFired(JdbcClient database, UUID id) {
        return database.sql("select account_id = ? from triggered_webhooks where id = ? and account_id is not null")
                .params(account, id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
