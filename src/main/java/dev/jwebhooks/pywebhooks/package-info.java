/**
 * The way over from PyWebhooks: what {@code rethinkdb dump} or {@code rethinkdb export} wrote of its tables is read
 * record by record and written in batches, each committed for itself. {@link dev.jwebhooks.pywebhooks.Import} does it
 * all; {@code --import} of the bootstrap package calls it.
 */
@NullMarked
package dev.jwebhooks.pywebhooks;

import org.jspecify.annotations.NullMarked;
