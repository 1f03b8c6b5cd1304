package dev.jwebhooks.delivery;

import java.time.Duration;

/**
 * Within what an account may choose how its deliveries go.
 *
 * @param usualRequestTimeout of those who choose none
 * @param longestRequestTimeout that a lease and an orderly stop leave time for
 * @param shortestWait between two attempts
 * @param longestWait between two attempts
 */
public record DeliveryLimits(
        Duration usualRequestTimeout, Duration longestRequestTimeout, Duration shortestWait, Duration longestWait) {}
