/**
 * How an account's endpoint did over time: attempts, successes, failures and how long they took. It reads what the
 * delivery engine counts with every attempt that it records. Nothing is worked out from the attempts themselves.
 */
@NullMarked
package dev.jwebhooks.stats;

import org.jspecify.annotations.NullMarked;
