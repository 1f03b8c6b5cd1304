package dev.jwebhooks.account;

/**
 * The keys of a new account.
 *
 * @param apiKey in clear; shown once and never stored
 * @param apiKeyHash what is stored of it, as {@link ApiKeyHash} makes it
 * @param secretKey signs what is delivered to the account
 */
record Keys(String apiKey, String apiKeyHash, String secretKey) {
    static Keys random() {
        String apiKey = RandomKey.next();
        return new Keys(apiKey, ApiKeyHash.of(apiKey), RandomKey.next());
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "Keys[hidden]";
    }
}
