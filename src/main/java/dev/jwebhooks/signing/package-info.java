/**
 * The keys that an account's deliveries are signed with, and the signatures: PyWebhooks' own, and those of the <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>. No other package knows the form of a key or of a signature.
 */
@NullMarked
package dev.jwebhooks.signing;

import org.jspecify.annotations.NullMarked;
