package dev.jwebhooks.registration;

import java.util.UUID;

/**
 * A registration as it is fired.
 *
 * @param eventData the body that is sent, in the form of Python's {@code json.dumps}, so ASCII alone
 */
public record RegisteredWebhook(UUID id, UUID accountId, String event, String eventData) {
    static RegisteredWebhook of(Registration registration) {
        return new RegisteredWebhook(
                registration.id(), registration.accountId(), registration.event(), registration.eventData());
    }
}
