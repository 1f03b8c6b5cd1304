package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Publisher;
import dev.jwebhooks.service.SteadyCalls;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fires webhooks at a steady rate, whatever becomes of the answers, and keeps the books on them. Each instance has
 * callers of its own, so that one that hangs does not keep the load from the other.
 */
final class Load implements AutoCloseable {
    private static final int CALLERS_EACH = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Population population;
    private final Accepted accepted = new Accepted();
    private final AtomicLong fired = new AtomicLong();
    private final SteadyCalls calls;

    private Load(Cluster cluster, Population population, double perSecond) {
        this.cluster = cluster;
        this.population = population;
        this.calls = SteadyCalls.start(
                CALLERS_EACH * cluster.size(),
                perSecond,
                number -> fire(number % cluster.size(), population.inTurn(fired.getAndIncrement())));
    }

    static Load start(Cluster cluster, Population population, double perSecond) {
        return new Load(cluster, population, perSecond);
    }

    private void fire(int instance, Publisher publisher) {
        try {
            Answer answer = cluster.api(instance)
                    .send(cluster.api(instance)
                            .request("/v1/webhook/triggered/" + publisher.registration())
                            .timeout(PATIENCE)
                            .header("username", publisher.account().username())
                            .header("api-key", publisher.account().apiKey())
                            .POST(BodyPublishers.noBody()));
            if (answer.status() == 201) {
                accepted.add(UUID.fromString(answer.body().path("id").asString()));
            } else {
                accepted.refused(answer.status());
            }
        } catch (AssertionError unanswered) {
            if (unanswered.getCause() instanceof ConnectException) {
                accepted.refused(0);
            } else {
                accepted.unknown();
            }
        }
    }

    /** One trigger of each webhook; called when no fault is active, so all must be accepted. */
    void fireEachOnce() {
        population.publishers().forEach(publisher -> fire(0, publisher));
    }

    Accepted accepted() {
        return accepted;
    }

    /** Fires no more, and returns when the last answer is there, or is waited for no longer. */
    @Override
    public void close() {
        calls.close();
    }
}
