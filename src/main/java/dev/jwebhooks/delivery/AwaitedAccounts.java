package dev.jwebhooks.delivery;

import org.springframework.stereotype.Component;

/**
 * Tells who looks after deliveries that wait for their accounts, for the end of a pause or for their turn, that there
 * are some. The relay comes by them with each look of its own, so that nobody has to ask the database while there are
 * none.
 */
@Component
public class AwaitedAccounts {
    private volatile Runnable listener = () -> {};

    /** There is one listener, which must not block: it is called often while anything waits. */
    public void listen(Runnable looker) {
        listener = looker;
    }

    void tell() {
        listener.run();
    }
}
