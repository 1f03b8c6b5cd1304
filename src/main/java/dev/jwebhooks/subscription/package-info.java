/**
 * Who listens to which registered webhook, and to which of its messages. An account may subscribe twice, and still gets
 * one delivery. Filters are checked here and evaluated by the fan-out.
 */
@NullMarked
package dev.jwebhooks.subscription;

import org.jspecify.annotations.NullMarked;
