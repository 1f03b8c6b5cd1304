/**
 * What happens before the first call: the embedded database when none is configured, the admin account,
 * {@code --initdb}, and one plain line when a start fails. No other package depends on it. It may use every other.
 */
@NullMarked
package dev.jwebhooks.bootstrap;

import org.jspecify.annotations.NullMarked;
