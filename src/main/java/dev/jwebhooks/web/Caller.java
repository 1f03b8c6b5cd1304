package dev.jwebhooks.web;

import java.util.UUID;

/** The account that makes a call, its key checked. A controller that takes one is closed to strangers. */
public record Caller(UUID id, boolean admin) {
    /** Refuses a caller who is not an admin (401). */
    public void requireAdmin() {
        if (!admin) {
            throw Refused.unauthorized("Not an Admin");
        }
    }

    /** Refuses a caller who is neither the owner nor an admin (401). */
    public void requireOwner(UUID owner) {
        if (!admin && !id.equals(owner)) {
            throw Refused.unauthorized("Not authorized");
        }
    }
}
