package dev.jwebhooks.signing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * PyWebhooks' signature: hex HMAC-SHA1 (RFC 2104) of the body's bytes, keyed with the 40 characters of the secret key.
 */
final class PyWebhooksSignature {
    private PyWebhooksSignature() {}

    static String of(byte[] body, String secretKey) {
        return HexFormat.of().formatHex(Hmac.SHA1.of(secretKey.getBytes(StandardCharsets.US_ASCII), body));
    }
}
