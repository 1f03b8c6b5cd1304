package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PyWebhooksSignatureTest {
    /** RFC 2202, section 3, test case 2, whose key and data are text. */
    @Test
    void is_hmac_sha1_in_hex() {
        byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

        assertThat(PyWebhooksSignature.of(body, "Jefe")).isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }
}
