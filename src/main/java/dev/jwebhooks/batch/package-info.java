/**
 * Calls that come at the same time, made together. What costs a round trip and a commit each then costs one for all of
 * them, while a call that comes alone waits for nobody. It knows nothing of what is called.
 */
@NullMarked
package dev.jwebhooks.batch;

import org.jspecify.annotations.NullMarked;
