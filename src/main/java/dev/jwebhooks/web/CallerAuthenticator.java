package dev.jwebhooks.web;

import java.util.Optional;

/** Tells who a caller is. */
public interface CallerAuthenticator {
    /** The caller, or empty when the name or the key is wrong; both take the same time. */
    Optional<Caller> authenticate(String username, String apiKey);
}
