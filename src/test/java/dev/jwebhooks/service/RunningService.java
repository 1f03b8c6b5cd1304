package dev.jwebhooks.service;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.delivery.LeasesByTestClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service started in this JVM on a port of its own. */
public final class RunningService implements AutoCloseable {
    private static @Nullable RunningService inProcess;
    private static @Nullable RunningService onRabbit;

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The one with the queue in its process, shared by all tests of this JVM. */
    public static synchronized RunningService inProcess() {
        if (inProcess == null) {
            inProcess = start(Databases.migrated());
        }
        return inProcess;
    }

    /** The one with its queue on RabbitMQ, shared by all tests of this JVM; skips the test where no RabbitMQ runs. */
    public static synchronized RunningService onRabbit() {
        if (onRabbit == null) {
            onRabbit = start(Databases.migrated(), Broker.settings());
        }
        return onRabbit;
    }

    /** A service of the test's own, on that database. */
    public static RunningService start(String databaseUrl, String... settings) {
        return startWith(JWebhooks.class, databaseUrl, settings);
    }

    /** The same, with beans of the test's own beside those of the service. */
    public static RunningService startWith(Class<?> configuration, String databaseUrl, String... settings) {
        return start(
                List.of(TestClock.class, LeasesByTestClock.class, configuration, JWebhooks.class),
                databaseUrl,
                settings);
    }

    /** The same with leases by the clock of its database, whatever the test's own says. */
    public static RunningService startWithLeasesByDatabase(String databaseUrl, String... settings) {
        return start(List.of(TestClock.class, JWebhooks.class), databaseUrl, settings);
    }

    private static RunningService start(List<Class<?>> sources, String databaseUrl, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=postgres",
                "--jwebhooks.delivery.poll-interval=20ms",
                "--jwebhooks.trigger.poll-interval=50ms"));
        arguments.addAll(List.of(settings));
        return new RunningService(new SpringApplicationBuilder(sources.toArray(Class[]::new))
                .properties("jwebhooks.web.drain=0s") // as a default, so that a test can set its own
                .run(arguments.toArray(String[]::new)));
    }

    public Api api() {
        return new Api("http://127.0.0.1:" + port());
    }

    public int port() {
        return Integer.parseInt(
                String.valueOf(context.getBean(Environment.class).getProperty("local.server.port")));
    }

    public SettableClock clock() {
        return context.getBean(SettableClock.class);
    }

    /** For what no call of the API shows. */
    public JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    /** A part of the service, to drive it by hand. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** All its parts of a type that has several. */
    public <T> Collection<T> parts(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Named as a source; annotated, it would be found by every start on this class path. */
    static class TestClock {
        @Bean
        SettableClock clock() {
            return new SettableClock();
        }
    }
}
