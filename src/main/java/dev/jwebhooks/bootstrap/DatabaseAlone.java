package dev.jwebhooks.bootstrap;

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

/** The service's database and nothing else of it, for the flags that work on it and end. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
@Import(BootstrapConfiguration.class)
class DatabaseAlone {
    private static final String SCHEMA = "jwebhooks";

    /** Standard output is for what the flag prints; Flyway warns there of a schema that is not there yet. */
    private static final List<String> QUIET =
            List.of("--logging.level.root=error", "--logging.level.org.flywaydb=error");

    static ConfigurableApplicationContext start(List<String> arguments) {
        return new SpringApplicationBuilder(DatabaseAlone.class)
                .web(WebApplicationType.NONE)
                // Whoever starts it closes it, also when the process is told to end.
                .registerShutdownHook(false)
                .run(Stream.concat(QUIET.stream(), arguments.stream()).toArray(String[]::new));
    }

    static Flyway schema(DataSource database) {
        return Flyway.configure()
                .dataSource(new UnhurriedDataSource(database))
                .schemas(SCHEMA)
                .cleanDisabled(false)
                .load();
    }
}
