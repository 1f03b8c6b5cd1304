package dev.jwebhooks.bootstrap;

import dev.jwebhooks.account.AdminAccount;
import dev.jwebhooks.account.AdminKeys;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code --initdb}: a new database with nothing but the admin, whose keys are shown this once. */
public final class InitDb {
    private static final String FLAG = "--initdb";

    private InitDb() {}

    /** Whether the command line asks for it. */
    public static boolean isWanted(String... arguments) {
        return List.of(arguments).contains(FLAG);
    }

    /** Drops what the service owns in its database, makes it anew, and prints what PyWebhooks prints. */
    public static void run(String... arguments) {
        try (ConfigurableApplicationContext context = DatabaseAlone.start(List.of(arguments))) {
            recreate(context.getBean(DataSource.class));
        }
    }

    private static void recreate(DataSource database) {
        Flyway flyway = DatabaseAlone.schema(database);
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
}
