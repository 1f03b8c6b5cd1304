package dev.jwebhooks.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair for Ed25519 (<a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>), of which a receiver gets the
 * public key alone.
 *
 * @param text as the Standard Webhooks' libraries write it: {@code whsk_} and the Base64 of the 32 bytes of the secret
 *     key with the 32 bytes of the public key behind them
 */
record Ed25519Key(String text) implements SigningKey {
    static final String PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int LENGTH = 32;

    static Ed25519Key random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] both = Arrays.copyOf(
                    ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(), 2 * LENGTH);
            // Its encoding ends with it: RFC 8410, section 4.
            byte[] encoded = pair.getPublic().getEncoded();
            System.arraycopy(encoded, encoded.length - LENGTH, both, LENGTH, LENGTH);
            return new Ed25519Key(PREFIX + Base64.getEncoder().encodeToString(both));
        } catch (GeneralSecurityException impossible) {
            throw absent(impossible);
        }
    }

    /** {@code whpk_} and the Base64 of the public key. */
    String publicKey() {
        byte[] publicKey = Arrays.copyOfRange(both(), LENGTH, 2 * LENGTH);
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
    }

    @Override
    public String version() {
        return "v1a";
    }

    @Override
    public String sign(Content content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secretKey());
            signature.update(content.head());
            signature.update(content.body());
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw absent(impossible);
        }
    }

    private PrivateKey secretKey() throws GeneralSecurityException {
        byte[] secretKey = Arrays.copyOf(both(), LENGTH);
        return KeyFactory.getInstance(ALGORITHM)
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secretKey));
    }

    private byte[] both() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    private static IllegalStateException absent(GeneralSecurityException cause) {
        return new IllegalStateException("Every JDK since 15 has " + ALGORITHM, cause);
    }

    /** Keeps the secret key out of logs. */
    @Override
    public String toString() {
        return "Ed25519Key[hidden]";
    }
}
