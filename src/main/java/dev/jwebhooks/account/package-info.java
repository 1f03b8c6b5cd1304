/**
 * Accounts: who may call, where their deliveries go, and the keys for both. An endpoint is challenged before it is
 * stored, and new keys go to the endpoint alone. The api key is kept as a hash; the secret key signs what is delivered.
 */
@NullMarked
package dev.jwebhooks.account;

import org.jspecify.annotations.NullMarked;
