package dev.jwebhooks.account;

/** The admin's keys in clear, to be shown once. */
public record AdminKeys(String secretKey, String apiKey) {
    /** As PyWebhooks prints them, which is how Python prints a dict. */
    public String asPythonDict() {
        return "{'secret_key': '%s', 'api_key': '%s'}".formatted(secretKey, apiKey);
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "AdminKeys[hidden]";
    }
}
