package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationTest {
    @Test
    void accounts_of_the_version_before_get_a_secret_each_those_it_makes_meanwhile_too() {
        String url = Databases.createAt("3");
        JdbcClient before =
                JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(url, "postgres", ""));
        insertAsTheVersionBefore(before, "old-1", "old-2");

        try (RunningService service = RunningService.start(url)) {
            insertAsTheVersionBefore(before, "meanwhile");

            List<String> secrets = service.database()
                    .sql("select signing_secret from accounts where username in ('old-1', 'old-2', 'meanwhile')")
                    .query(String.class)
                    .list();
            assertThat(secrets)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allSatisfy(secret -> assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                            .hasSize(32));
        }
    }

    private static void insertAsTheVersionBefore(JdbcClient database, String... usernames) {
        for (String username : usernames) {
            database.sql("""
                insert into jwebhooks.accounts (id, username, api_key_hash, secret_key, is_admin, epoch)
                values (gen_random_uuid(), ?, '', '', false, now())
                """).param(username).update();
        }
    }
}
