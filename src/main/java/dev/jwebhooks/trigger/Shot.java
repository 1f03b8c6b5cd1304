package dev.jwebhooks.trigger;

import java.util.UUID;

/**
 * One call that fires a webhook.
 *
 * @param id of the triggered webhook that it makes
 */
record Shot(UUID id, UUID registrationId, UUID callerId) {
    static Shot of(UUID registrationId, UUID callerId) {
        return new Shot(UUID.randomUUID(), registrationId, callerId);
    }
}
