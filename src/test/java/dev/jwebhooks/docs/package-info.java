/** What the documentation shows is run and compared with what the service really does. */
@NullMarked
package dev.jwebhooks.docs;

import org.jspecify.annotations.NullMarked;
