package dev.jwebhooks.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Header values outside ASCII: clients send them as UTF-8, the servlet API reads them as ISO-8859-1. */
public final class HeaderText {
    private HeaderText() {}

    /** The value as UTF-8 where its bytes are that, and unchanged where they are not. */
    public static String decode(String value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return value;
        }
    }
}
