package dev.jwebhooks;

import dev.jwebhooks.bootstrap.IdleHeap;
import dev.jwebhooks.bootstrap.ImportDump;
import dev.jwebhooks.bootstrap.InitDb;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The service's entry point. Errors are answered by the web package; Spring's own page of them would be a second voice.
 */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class JWebhooks {
    /**
     * Starts the service. {@code --initdb} makes a new database instead, {@code --import} takes over a dump of
     * PyWebhooks, and both end.
     */
    public static void main(String[] args) {
        if (InitDb.isWanted(args)) {
            InitDb.run(args);
        } else if (ImportDump.isWanted(args)) {
            System.exit(ImportDump.run(args));
        } else {
            IdleHeap.giveBack();
            SpringApplication.run(JWebhooks.class, args);
        }
    }

    /** The one source of time. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
