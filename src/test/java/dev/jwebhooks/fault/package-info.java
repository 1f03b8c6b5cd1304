/**
 * The fault suite: services in processes of their own, under steady load, on a PostgreSQL and a RabbitMQ of the suite's
 * own that are stopped, cut and filled. Its checker knows every accepted trigger and every request an endpoint saw, and
 * compares both with what Postgres holds. docs/faults.md tells what is injected and what is promised.
 */
@NullMarked
package dev.jwebhooks.fault;

import org.jspecify.annotations.NullMarked;
