package dev.jwebhooks.signing;

/** A key of the Standard Webhooks, of either kind. */
sealed interface SigningKey permits SigningSecret, Ed25519Key {
    /** What it is stored as; its prefix tells the kind. */
    static SigningKey of(String text) {
        return text.startsWith(Ed25519Key.PREFIX) ? new Ed25519Key(text) : new SigningSecret(text);
    }

    /** As the Standard Webhooks write it. */
    String text();

    /** What its signatures are told by: {@code v1} or {@code v1a}. */
    String version();

    /** The signature as it stands in the header, behind its version and a comma. */
    String sign(Content content);
}
