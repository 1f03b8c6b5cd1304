package dev.jwebhooks.signing;

import java.util.UUID;

/** How an account's deliveries are signed, as its owner sees it. */
record SigningView(UUID accountId, String secret) {
    static SigningView of(UUID accountId, AccountKeys keys) {
        return new SigningView(accountId, keys.secret().text());
    }
}
