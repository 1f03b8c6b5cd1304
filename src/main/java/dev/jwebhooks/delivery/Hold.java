package dev.jwebhooks.delivery;

import java.time.Instant;

/** An endpoint to which nothing more should go before then, as it failed again and again. */
record Hold(String endpoint, Instant until) {}
