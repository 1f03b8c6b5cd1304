package dev.jwebhooks.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * What is stored of an api key: {@code sha256$SALT$DIGEST} in hex, the digest over salt and key.
 *
 * <p>A slow hash such as bcrypt defends passwords, which people choose and others guess. An api key has 160 bits from
 * {@code SecureRandom}: nobody tries them all, however fast a try is, so slowness would only cost every call of the
 * API.
 */
public final class ApiKeyHash {
    private static final String SCHEME = "sha256";
    private static final BytesKeyGenerator SALTS = KeyGenerators.secureRandom(16);
    private static final HexFormat HEX = HexFormat.of();

    /** Matches no key anyone holds. Checked where there is no account, so that this takes as long as a wrong key. */
    static final String NOBODYS = ofNoKey();

    private ApiKeyHash() {}

    /** A hash that matches no key anyone holds: its account's key must be reset before it is of use. */
    public static String ofNoKey() {
        return of(RandomKey.next());
    }

    static String of(String apiKey) {
        byte[] salt = SALTS.generateKey();
        return SCHEME + "$" + HEX.formatHex(salt) + "$" + HEX.formatHex(digest(salt, apiKey));
    }

    /** Whether the hash is of this key, in a time that does not depend on where they differ. */
    static boolean matches(String apiKey, String hash) {
        String[] parts = hash.split("\\$", -1);
        if (parts.length != 3 || !parts[0].equals(SCHEME)) {
            throw new IllegalStateException("An account's stored api_key_hash has an unknown form");
        }
        return MessageDigest.isEqual(HEX.parseHex(parts[2]), digest(HEX.parseHex(parts[1]), apiKey));
    }

    private static byte[] digest(byte[] salt, String apiKey) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return sha256.digest(apiKey.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
