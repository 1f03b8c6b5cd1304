package dev.jwebhooks.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/** UTF-8 to text, where {@code new String} would put a replacement character in place of what is broken. */
final class StrictUtf8 {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictUtf8() {}

    static String decode(byte[] utf8) throws InvalidJson {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer text = CharBuffer.allocate(utf8.length);
        // A new decoder reports malformed input instead of replacing it.
        if (UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            throw new InvalidJson("The body is not valid UTF-8 at byte " + (bytes.position() + 1));
        }
        return withoutMark(text.flip()).toString();
    }

    /** RFC 8259, section 8.1: a parser may ignore the mark rather than treat it as an error. */
    private static CharBuffer withoutMark(CharBuffer text) {
        boolean marked = text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK;
        return marked ? text.position(1) : text;
    }
}
