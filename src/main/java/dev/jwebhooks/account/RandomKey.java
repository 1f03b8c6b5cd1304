package dev.jwebhooks.account;

import java.util.HexFormat;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;

/** Keys as PyWebhooks has them: 160 bits from {@code SecureRandom}, as 40 lower-case hex digits. */
final class RandomKey {
    private static final BytesKeyGenerator BYTES = KeyGenerators.secureRandom(20);

    private RandomKey() {}

    static String next() {
        return HexFormat.of().formatHex(BYTES.generateKey());
    }
}
