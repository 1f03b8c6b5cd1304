/**
 * Sending again, as a job that can be watched and stopped, all that an account did not get: what failed or was skipped
 * in some time. It makes deliveries due, in the order of their age and at a bounded pace. The delivery engine does the
 * rest.
 */
@NullMarked
package dev.jwebhooks.recovery;

import org.jspecify.annotations.NullMarked;
