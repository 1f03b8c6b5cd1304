package dev.jwebhooks.bootstrap;

import dev.jwebhooks.account.AdminAccount;
import dev.jwebhooks.account.AdminKeys;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code --initdb}: a new database with nothing but the admin, whose keys are shown this once. */
public final class InitDb {
    private static final String FLAG = "--initdb";
    private static final String SCHEMA = "jwebhooks";

    private InitDb() {}

    /** Whether the command line asks for it. */
    public static boolean isWanted(String... arguments) {
        return List.of(arguments).contains(FLAG);
    }

    /** Drops what the service owns in its database, makes it anew, and prints what PyWebhooks prints. */
    public static void run(String... arguments) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(DatabaseAlone.class).web(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(quietly(arguments))) {
            recreate(context.getBean(DataSource.class));
        }
    }

    /** Standard output is for what PyWebhooks prints; Flyway warns there of a schema that is not there yet. */
    private static String[] quietly(String... arguments) {
        return Stream.concat(
                        Stream.of("--logging.level.root=error", "--logging.level.org.flywaydb=error"),
                        Stream.of(arguments))
                .toArray(String[]::new);
    }

    private static void recreate(DataSource database) {
        Flyway flyway = Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .cleanDisabled(false)
                .load();
        System.out.println("Dropping database...");
        flyway.clean();
        System.out.println("Creating database...");
        flyway.migrate();
        System.out.println("Adding admin account");
        AdminKeys keys = new AdminAccount(JdbcClient.create(database), Clock.systemUTC())
                .createIfMissing()
                .orElseThrow(() -> new StartRefused("another process added an admin at the same time; run it again"));
        System.out.println(keys.asPythonDict());
        System.out.println("Complete");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    @Import(BootstrapConfiguration.class)
    static class DatabaseAlone {}
}
