package dev.jwebhooks.delivery;

import org.springframework.context.SmartLifecycle;

/** A part of the service that works by a poller, and starts and stops with it. */
public interface Polling extends SmartLifecycle {
    /** The one it works by, always the same. */
    Poller poller();

    @Override
    default void start() {
        poller().start();
    }

    @Override
    default void stop() {
        poller().close();
    }

    @Override
    default boolean isRunning() {
        return poller().isRunning();
    }
}
