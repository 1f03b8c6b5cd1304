package dev.jwebhooks.signing;

import java.util.Base64;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * A secret that a receiver shares, for HMAC-SHA256.
 *
 * @param text as the Standard Webhooks write it: {@code whsec_} and the Base64 of 24 to 64 bytes
 */
public record SigningSecret(String text) implements SigningKey {
    private static final String PREFIX = "whsec_";
    private static final BytesKeyGenerator BYTES = KeyGenerators.secureRandom(32);

    /** 32 bytes from {@code SecureRandom}, as many as the hash has. */
    public static SigningSecret random() {
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(BYTES.generateKey()));
    }

    @Override
    public String version() {
        return "v1";
    }

    @Override
    public String sign(Content content) {
        byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        return "v1," + Base64.getEncoder().encodeToString(Hmac.SHA256.of(key, content.head(), content.body()));
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "SigningSecret[hidden]";
    }
}
