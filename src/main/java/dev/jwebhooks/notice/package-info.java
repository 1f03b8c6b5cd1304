/**
 * What the service itself has to tell an account: that an endpoint was disabled or answers again, or that a delivery is
 * given up. Such notices are deliveries like all others, made by the transaction that records what they are about. Only
 * who asked for them gets any.
 */
@NullMarked
package dev.jwebhooks.notice;

import org.jspecify.annotations.NullMarked;
