/**
 * How long deliveries, their attempts and their messages are kept. What grows with time lies in partitions of time,
 * which are made ahead and dropped whole; what is still to be delivered is kept whatever its age. Nobody is told when
 * something is dropped but the log.
 */
@NullMarked
package dev.jwebhooks.retention;

import org.jspecify.annotations.NullMarked;
