/**
 * What the owner of an account tells the service of its endpoint: to wait while it is worked on, and to go on. While it
 * is paused, deliveries are stored and nobody looks at them; resumed, they go out in the order of their age, at a
 * bounded pace. The account shows the status, and the delivery engine keeps to it.
 */
@NullMarked
package dev.jwebhooks.endpoint;

import org.jspecify.annotations.NullMarked;
