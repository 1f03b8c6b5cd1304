package dev.jwebhooks.service;

import tools.jackson.databind.JsonNode;

/** An account and its keys. */
public record TestAccount(String id, String username, String apiKey, String secretKey) {
    /** Sends no headers of an account. */
    public static final TestAccount STRANGER = new TestAccount("", "", "", "");

    static TestAccount of(JsonNode created) {
        return new TestAccount(
                created.path("id").asString(),
                created.path("username").asString(),
                created.path("api_key").asString(),
                created.path("secret_key").asString());
    }

    public TestAccount withApiKey(String other) {
        return new TestAccount(id, username, other, secretKey);
    }

    public TestAccount withUsername(String other) {
        return new TestAccount(id, other, apiKey, secretKey);
    }
}
