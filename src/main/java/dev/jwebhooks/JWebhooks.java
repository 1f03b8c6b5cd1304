package dev.jwebhooks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service's entry point. */
@SpringBootApplication
public class JWebhooks {
    /** Starts the service; {@code --initdb} makes a new database instead and ends. */
    public static void main(String[] args) {
        SpringApplication.run(JWebhooks.class, args);
    }
}
