/**
 * Registered webhooks: an event name with the data that is sent when it fires. Only the description and the schema can
 * change afterwards. The data is kept in the very form in which it is sent.
 */
@NullMarked
package dev.jwebhooks.registration;

import org.jspecify.annotations.NullMarked;
