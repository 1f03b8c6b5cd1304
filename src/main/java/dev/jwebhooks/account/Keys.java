package dev.jwebhooks.account;

import dev.jwebhooks.signing.SigningSecret;

/**
 * The keys of a new account.
 *
 * @param apiKey in clear; shown once and never stored
 * @param apiKeyHash what is stored of it, as {@link ApiKeyHash} makes it
 * @param secretKey signs what is delivered to the account, as PyWebhooks did
 * @param signingSecret signs it after the Standard Webhooks
 */
record Keys(String apiKey, String apiKeyHash, String secretKey, SigningSecret signingSecret) {
    static Keys random() {
        String apiKey = RandomKey.next();
        return new Keys(apiKey, ApiKeyHash.of(apiKey), RandomKey.next(), SigningSecret.random());
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "Keys[hidden]";
    }
}
