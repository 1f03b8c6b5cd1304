/**
 * Rules on the sources as a whole: which package may use which, what is banned, how files are formatted. Each rule has
 * a class in {@code fixture} that breaks it, so that a rule that matches nothing is noticed.
 */
@NullMarked
package dev.jwebhooks.architecture;

import org.jspecify.annotations.NullMarked;
