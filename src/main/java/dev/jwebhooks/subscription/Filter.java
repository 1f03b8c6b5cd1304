package dev.jwebhooks.subscription;

/**
 * Which messages a subscriber wants, as an SQL/JSON path of PostgreSQL.
 *
 * @param isPredicate whether it says true or false of a message, as {@code $.total > 100} does; else it wants those of
 *     which it gives anything, as {@code $.items[*] ? (@.price > 100)} does
 */
record Filter(String path, boolean isPredicate) {}
