package dev.jwebhooks.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hash of an api key as PyWebhooks keeps it, made by <a
 * href="https://werkzeug.palletsprojects.com/en/stable/utils/#werkzeug.security.generate_password_hash">werkzeug</a>:
 * {@code pbkdf2:sha1:1000$SALT$DIGEST}, or {@code sha256} with more iterations. PBKDF2 is that of RFC 8018; the salt's
 * letters are its bytes, and the digest is in hex.
 *
 * <p>To check one takes from half a millisecond to half a second of a core. So it is kept until its key is used, and
 * replaced by one of {@link ApiKeyHash} then.
 */
public final class WerkzeugHash {
    private static final String PREFIX = "pbkdf2:";
    private static final Pattern FORM =
            Pattern.compile("pbkdf2:(sha1|sha256):([1-9][0-9]{0,6})\\$([!-#%-~]+)\\$((?:[0-9a-f]{2})+)");
    private static final Algorithm SHA1 = new Algorithm("PBKDF2WithHmacSHA1", 20);
    private static final Algorithm SHA256 = new Algorithm("PBKDF2WithHmacSHA256", 32);

    /** What werkzeug 3.1 makes, the most of any of its releases. */
    private static final int MOST_ITERATIONS = 1_000_000;

    private final Algorithm algorithm;
    private final int iterations;
    private final byte[] salt;
    private final byte[] digest;

    private record Algorithm(String name, int digestBytes) {}

    private WerkzeugHash(Algorithm algorithm, int iterations, byte[] salt, byte[] digest) {
        this.algorithm = algorithm;
        this.iterations = iterations;
        this.salt = salt;
        this.digest = digest;
    }

    /** Whether a stored hash is one of these. */
    static boolean isOne(String storedHash) {
        return storedHash.startsWith(PREFIX);
    }

    /** The hash that a text is; empty where it has another form, or more than {@value #MOST_ITERATIONS} iterations. */
    public static Optional<WerkzeugHash> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        WerkzeugHash hash = new WerkzeugHash(
                form.group(1).equals("sha1") ? SHA1 : SHA256,
                Integer.parseInt(form.group(2)),
                form.group(3).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex(form.group(4)));
        return Optional.of(hash).filter(WerkzeugHash::canBeChecked);
    }

    private boolean canBeChecked() {
        return iterations <= MOST_ITERATIONS && digest.length == algorithm.digestBytes;
    }

    /** Whether the hash is of this key, in a time that does not depend on where they differ. */
    boolean matches(String apiKey) {
        PBEKeySpec asked = new PBEKeySpec(apiKey.toCharArray(), salt, iterations, digest.length * Byte.SIZE);
        try {
            byte[] derived = SecretKeyFactory.getInstance(algorithm.name)
                    .generateSecret(asked)
                    .getEncoded();
            return MessageDigest.isEqual(digest, derived);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK has " + algorithm.name, impossible);
        }
    }
}
