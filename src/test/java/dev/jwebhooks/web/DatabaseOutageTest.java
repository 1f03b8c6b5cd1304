package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TcpProxy;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {
    private final String url = Databases.migrated();
    private final URI server = URI.create(url.substring("jdbc:".length()));

    @Test
    void while_postgres_is_away_calls_are_a_503_and_all_is_well_when_it_is_back() throws IOException {
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.getPort());
                RunningService service = startBehind(proxy);
                Receiver receiver = Receiver.start()) {
            Api api = service.api();
            Publisher publisher = api.subscribedToItself(receiver.url("/a"));

            proxy.cut();
            long start = System.nanoTime();
            Answer refused = api.post("/v1/webhook/triggered/" + publisher.registration(), publisher.account());

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).isEqualTo("The database is not available; try again soon");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(api.get("/actuator/health", TestAccount.STRANGER).status())
                    .isEqualTo(503);

            proxy.mend();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> api.post("/v1/webhook/triggered/" + publisher.registration(), publisher.account())
                                    .status()
                            == 201);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !receiver.at("/a").isEmpty());
        }
    }

    @Test
    void a_stop_does_not_wait_for_postgres() throws IOException {
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", server.getPort())) {
            RunningService service = startBehind(proxy);
            proxy.cut();

            long start = System.nanoTime();
            service.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private RunningService startBehind(TcpProxy proxy) {
        return RunningService.start(url.replace(":" + server.getPort(), ":" + proxy.port()));
    }
}
