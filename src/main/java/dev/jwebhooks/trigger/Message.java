package dev.jwebhooks.trigger;

/**
 * A shot with what is its own.
 *
 * @param eventData what is sent, in the form of Python's {@code json.dumps}
 */
record Message(Shot shot, String eventData) {}
