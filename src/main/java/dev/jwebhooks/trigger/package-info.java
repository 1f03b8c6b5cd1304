/**
 * Firing a webhook: the triggered row and the deliveries of its subscribers, in one transaction. A fan-out too large
 * for one transaction is finished in chunks, from a cursor in Postgres. The answer never waits for the queue.
 */
@NullMarked
package dev.jwebhooks.trigger;

import org.jspecify.annotations.NullMarked;
