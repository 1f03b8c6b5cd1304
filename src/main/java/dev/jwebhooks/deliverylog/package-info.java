/**
 * What became of deliveries, for those who receive them and those whose webhooks they are of: lists, each attempt,
 * counts of a trigger, and sending again. It reads what the delivery engine leaves behind. Nothing here sends anything
 * itself.
 */
@NullMarked
package dev.jwebhooks.deliverylog;

import org.jspecify.annotations.NullMarked;
