package dev.jwebhooks.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import dev.jwebhooks.web.CallerAuthenticator;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Every call of the API is authenticated, so this is a bound on all of them. The figures in the documentation come from
 * {@code ./mvnw test -Dtest=AuthenticationSpeedTest -Dauthentication.seconds=10}.
 */
class AuthenticationSpeedTest {
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("authentication.seconds", 1));
    private static final int CALLERS = 8;

    private final RunningService service = RunningService.inProcess();
    private final CallerAuthenticator authenticator = service.part(CallerAuthenticator.class);

    @Test
    void a_hash_is_checked_in_microseconds() {
        String key = RandomKey.next();
        String hash = ApiKeyHash.of(key);
        for (int i = 0; i < 20_000; i++) {
            assertThat(ApiKeyHash.matches(key, hash)).isTrue();
        }

        long start = System.nanoTime();
        int checks = 0;
        while (System.nanoTime() - start < RUN.toNanos()) {
            checks += ApiKeyHash.matches(key, hash) ? 1 : 0;
        }

        System.out.printf("hash checks a second and core: %,d%n", checks / RUN.toSeconds());
        assertThat(checks / RUN.toSeconds()).isGreaterThan(10_000);
    }

    @Test
    void a_caller_is_checked_thousands_of_times_a_second() {
        TestAccount account;
        try (Receiver receiver = Receiver.start()) {
            account = service.api().account(receiver.url("/a"));
        }
        checksPerSecond(account, Duration.ofSeconds(1));

        long perSecond = checksPerSecond(account, RUN);

        System.out.printf("callers checked a second, database included: %,d%n", perSecond);
        assertThat(perSecond).isGreaterThan(2_000);
    }

    private long checksPerSecond(TestAccount account, Duration during) {
        AtomicInteger checks = new AtomicInteger();
        long end = System.nanoTime() + during.toNanos();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        assertThat(authenticator.authenticate(account.username(), account.apiKey()))
                                .isPresent();
                        checks.incrementAndGet();
                    }
                });
            }
        }
        return checks.get() / during.toSeconds();
    }
}
