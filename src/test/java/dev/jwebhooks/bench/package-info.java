/**
 * The benchmark: a load driver, a receiver fast enough not to be the limit, and the scenarios of docs/performance.md.
 * It starts the packaged service in processes of its own, as users do, and measures the machine in the same run.
 * {@code ./mvnw -Pbench verify} runs it.
 */
@NullMarked
package dev.jwebhooks.bench;

import org.jspecify.annotations.NullMarked;
