/**
 * The life of a delivery, from the queue to the endpoint and back into Postgres: lease, job, attempt, outcome, retry.
 * Postgres knows when each delivery is next due; a queue, in process or RabbitMQ, only carries jobs to the worker. A
 * lost job costs the rest of its lease, never a delivery.
 */
@NullMarked
package dev.jwebhooks.delivery;

import org.jspecify.annotations.NullMarked;
