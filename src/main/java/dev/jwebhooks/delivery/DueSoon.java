package dev.jwebhooks.delivery;

import org.springframework.stereotype.Component;

/**
 * Tells the relay that something may be due before its next poll. It stands between the two so that the recorder, which
 * tells it, does not depend on the relay: Spring would stop it together with the relay, before its last outcomes came.
 */
@Component
public class DueSoon {
    private volatile Runnable listener = () -> {};

    void listen(Runnable relay) {
        listener = relay;
    }

    /** To be called when what made it due is committed. Never blocks; other instances find it at their next poll. */
    public void tell() {
        listener.run();
    }
}
