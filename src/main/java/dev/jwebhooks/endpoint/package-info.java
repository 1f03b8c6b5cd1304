/**
 * What the owner of an account tells the service of its endpoint: to wait while it is worked on and to go on, how its
 * deliveries are to be sent, and to try it. What waited goes out in the order of its age, at a bounded pace. The
 * account shows the status, and the delivery engine keeps to all of it.
 */
@NullMarked
package dev.jwebhooks.endpoint;

import org.jspecify.annotations.NullMarked;
