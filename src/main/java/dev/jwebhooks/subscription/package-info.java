/**
 * Who listens to which registered webhook. An account may subscribe twice, and still gets one delivery. Nothing else is
 * decided here.
 */
@NullMarked
package dev.jwebhooks.subscription;

import org.jspecify.annotations.NullMarked;
