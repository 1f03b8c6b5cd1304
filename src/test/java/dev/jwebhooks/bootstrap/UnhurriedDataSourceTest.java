package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UnhurriedDataSourceTest {
    private static final String SHORT_SILENCE = "--spring.datasource.hikari.data-source-properties.socketTimeout=1";

    @Test
    void a_migration_waits_for_who_uses_its_table_for_longer_than_calls_wait_for_an_answer() throws Exception {
        String url = Databases.createAt("15");
        CountDownLatch locked = new CountDownLatch(1);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<?> reading = reader.submit(() -> readForLong(url, locked));
            locked.await();

            try (RunningService service = RunningService.start(url, SHORT_SILENCE)) {
                assertThat(service.api()
                                .get("/actuator/health", TestAccount.STRANGER)
                                .status())
                        .isEqualTo(200);
            }
            reading.get();
        }
    }

    private static Void readForLong(String url, CountDownLatch locked) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table jwebhooks.deliveries in access share mode");
            locked.countDown();
            statement.execute("select pg_sleep(2.5)");
            return null;
        }
    }
}
