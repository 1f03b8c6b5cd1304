/**
 * JWebhooks, a webhook service that takes the place of PyWebhooks call for call. Each package below is one feature with
 * its HTTP surface, its rules and its storage; the arrows between them point one way. Postgres holds the truth, the
 * queue only carries work.
 */
@NullMarked
package dev.jwebhooks;

import org.jspecify.annotations.NullMarked;
