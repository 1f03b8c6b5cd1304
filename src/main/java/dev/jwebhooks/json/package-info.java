/**
 * JSON as the service reads it and as Python's {@code json.dumps} writes it. Receivers check a signature over the body
 * that they have parsed and written again in Python, so the body must come out byte for byte as Python would write it.
 * Jackson's streaming parser reads; the values, the writing and the wording of every refusal are this package's own.
 */
@NullMarked
package dev.jwebhooks.json;

import org.jspecify.annotations.NullMarked;
