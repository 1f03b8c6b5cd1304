/**
 * Every HTTP request that leaves the service passes here and nowhere else. Each is bounded in time and size whatever
 * its endpoint does; redirects, retries, cookies and decompression are off. It knows nothing of accounts or deliveries,
 * and what goes wrong on the network is an {@link dev.jwebhooks.outbound.Answer}, not an exception.
 */
@NullMarked
package dev.jwebhooks.outbound;

import org.jspecify.annotations.NullMarked;
