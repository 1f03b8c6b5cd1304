package dev.jwebhooks.bootstrap;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The embedded database, where no other is named, and the migrations of any. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSettings.class)
class BootstrapConfiguration {
    @Bean(destroyMethod = "close")
    @Conditional(NoDatabaseConfigured.class)
    EmbeddedDatabase embeddedDatabase(DataSettings settings) {
        return EmbeddedDatabase.start(settings.directory());
    }

    @Bean
    @Conditional(NoDatabaseConfigured.class)
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
        return new EmbeddedConnection(database.url(), database.owner());
    }

    @Bean
    FlywayConfigurationCustomizer unhurriedMigrations() {
        return flyway -> flyway.dataSource(new UnhurriedDataSource(flyway.getDataSource()));
    }

    private record EmbeddedConnection(String url, String owner) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return owner;
        }

        /** The server takes connections from this machine alone, and asks for none. */
        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }
}
