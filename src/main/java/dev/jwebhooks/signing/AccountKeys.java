package dev.jwebhooks.signing;

import dev.jwebhooks.outbound.Header;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an account's deliveries are signed with.
 *
 * @param secretKey PyWebhooks' key
 * @param secret the Standard Webhooks' key
 */
public record AccountKeys(String secretKey, SigningSecret secret) {
    /** From the columns {@code secret_key} and {@code signing_secret} of the table {@code accounts}. */
    public static AccountKeys read(ResultSet row) throws SQLException {
        return new AccountKeys(row.getString("secret_key"), new SigningSecret(row.getString("signing_secret")));
    }

    /**
     * The headers by which a receiver knows an attempt as ours.
     *
     * @param id the delivery's, the same for all its attempts
     * @param at when the attempt began
     * @param body the exact bytes that are sent
     */
    public List<Header> sign(UUID id, Instant at, byte[] body) {
        Content content = Content.of(id.toString(), at, body);
        return List.of(
                new Header("pywebhooks-signature", PyWebhooksSignature.of(body, secretKey)),
                new Header("webhook-id", id.toString()),
                new Header("webhook-timestamp", Long.toString(at.getEpochSecond())),
                new Header("webhook-signature", secret.sign(content)));
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return "AccountKeys[hidden]";
    }
}
