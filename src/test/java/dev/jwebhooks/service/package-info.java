/**
 * What the tests of all features run against: the real service over HTTP on a real Postgres, real endpoints that answer
 * as told, and a clock that can be set. Nothing here stands in for a class of ours. A running service is shared by the
 * test classes of one JVM, so tests make their own accounts and never count those of others.
 */
@NullMarked
package dev.jwebhooks.service;

import org.jspecify.annotations.NullMarked;
