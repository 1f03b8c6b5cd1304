package dev.jwebhooks.web;

import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first step of a stop. Spring has told the readiness probe; until load balancers have seen it, calls still come
 * and are answered. Each answer closes its connection, so that callers who keep theirs move to another instance.
 */
@Component
class Drain implements SmartLifecycle, TomcatConnectorCustomizer {
    private final Duration length;
    private volatile @Nullable Connector connector;
    private volatile boolean running;

    Drain(WebSettings settings) {
        this.length = settings.drain();
    }

    @Override
    public void customize(Connector connector) {
        this.connector = connector;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!length.isZero()) {
            closeConnectionsWithTheirNextAnswer();
            await();
        }
    }

    private void closeConnectionsWithTheirNextAnswer() {
        Connector open = connector;
        if (open != null && open.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxKeepAliveRequests(1);
        }
    }

    private void await() {
        try {
            Thread.sleep(length);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started last and stopped first, while everything that a call needs still works. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
